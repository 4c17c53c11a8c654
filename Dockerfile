# The image of Brevduva: all programs, the libraries that they load, and the certificates of public
# authorities. There is no shell, no package manager and no other program in it; nothing in it is
# written to.
#
#   SWIFT_BASE   what it is built in: Swift 6.3 on Debian 12, whose libraries go into the image
ARG SWIFT_BASE=swift:6.3-bookworm

FROM ${SWIFT_BASE} AS build
RUN apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    binutils ca-certificates libicu-dev libpq-dev librabbitmq-dev libssl-dev pkg-config
WORKDIR /source
COPY . .
RUN deploy/image/assemble /image

FROM scratch
COPY --from=build /image/ /
ENV PATH=/usr/local/bin SWIFT_BACKTRACE=enable=no
USER 10001:10001
STOPSIGNAL SIGTERM
CMD ["brevduva", "--help"]
