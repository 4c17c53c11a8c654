# The images of docker-compose.yml, one a target:
#
#   brevduva          all programs, the libraries that they load, and the certificates of public
#                     authorities. There is no shell, no package manager and no other program in it
#   postgres          PostgreSQL 15 of Debian 12, as the tests run it
#   rights-database   a client of it, with what `brevduva grants database` prints
#   rabbitmq          RabbitMQ 3.10 of Debian 12, as the tests run it, with what `brevduva grants broker` prints
#
# None is ever root, and none writes but to its volume.
#
#   BASE         Debian 12
#   SWIFT_BASE   what the programs are built in: Swift 6.3 on Debian 12, whose libraries go into the image
ARG BASE=debian:12-slim
ARG SWIFT_BASE=swift:6.3-bookworm

FROM ${BASE} AS postgresql
# The package must not start a server, nor make a cluster in the image.
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d \
  && apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql-15 \
  && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/15 /etc/postgresql/15 \
  && install -d -o postgres -g postgres -m 700 /var/lib/postgresql/data \
  && install -d -m 1777 /run/postgresql
USER postgres

FROM postgresql AS postgres
COPY deploy/postgres/entry /usr/local/bin/entry
VOLUME /var/lib/postgresql/data
# Ends sessions at once and writes its checkpoint; SIGTERM would wait for them.
STOPSIGNAL SIGINT
ENTRYPOINT ["entry"]
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD ["pg_isready", "-q", "-h", "127.0.0.1", "-d", "brevduva"]

FROM ${SWIFT_BASE} AS build
RUN apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    binutils ca-certificates libicu-dev libpq-dev librabbitmq-dev libssl-dev libxml2-dev libzip-dev \
    pkg-config zlib1g-dev
WORKDIR /source
COPY Package.swift ./
COPY Services Services
COPY Shared Shared
COPY Tests Tests
COPY deploy/workers deploy/workers
COPY deploy/image deploy/image
RUN deploy/image/assemble /image /rights

FROM scratch AS brevduva
COPY --from=build /image/ /
ENV PATH=/usr/local/bin SWIFT_BACKTRACE=enable=no
USER 10001:10001
STOPSIGNAL SIGTERM
CMD ["brevduva", "--help"]

FROM postgresql AS rights-database
COPY deploy/postgres/rights /usr/local/bin/rights
COPY --from=build /rights/database.sql /usr/local/share/brevduva/
ENTRYPOINT ["rights"]

FROM ${BASE} AS rabbitmq
# The package must not start a server.
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d \
  && apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server \
  && rm -rf /var/lib/apt/lists/* /var/lib/rabbitmq \
  && install -d -o rabbitmq -g rabbitmq -m 700 /var/lib/rabbitmq \
  && install -d -m 1777 /run/rabbitmq
COPY deploy/rabbitmq/entry /usr/local/bin/entry
COPY --from=build /rights/broker-keys.json /rights/broker-permissions.json /usr/local/share/brevduva/
# The name does not change with the container's, since the data is kept below it.
ENV LANG=C.UTF-8 HOME=/var/lib/rabbitmq RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_LOGS=- \
  RABBITMQ_LOG_BASE=/run/rabbitmq ERL_CRASH_DUMP=/dev/null \
  RABBITMQ_CONFIG_FILE=/run/rabbitmq/rabbitmq RABBITMQ_CONF_ENV_FILE=/dev/null \
  RABBITMQ_ENABLED_PLUGINS_FILE=/run/rabbitmq/enabled_plugins
USER rabbitmq
WORKDIR /var/lib/rabbitmq
VOLUME /var/lib/rabbitmq
STOPSIGNAL SIGTERM
ENTRYPOINT ["entry"]
HEALTHCHECK --interval=10s --timeout=20s --start-period=120s --retries=6 \
  CMD ["/usr/lib/rabbitmq/bin/rabbitmq-diagnostics", "-q", "check_port_listener", "5672"]
