#!/usr/bin/env ruby
# Registers somebody so that nothing is lost: AMQP_URL=… register.rb ID ADDRESS (bunny 2.19 or newer)
require "bunny"
require "json"

message_id, address = ARGV
connection = Bunny.new(ENV.fetch("AMQP_URL")).start
channel = connection.create_channel
channel.confirm_select
exchange = channel.topic("brevduva.in", passive: true)
returned = false
exchange.on_return { returned = true }
exchange.publish(
  JSON.generate(email: address, event: { id: "open-house", title: "Open house" }),
  routing_key: "registration.event",
  message_id: message_id, # the same each time that this form is sent again
  app_id: "urn:example:forms",
  timestamp: Time.now.to_i, # when the form was filled in
  content_type: "application/json",
  persistent: true,
  mandatory: true
)
abort "the broker did not take it: send it again" unless channel.wait_for_confirms
abort "no queue takes it: the topology is missing" if returned
connection.close
