#!/usr/bin/env ruby
# Sends what bunny makes of a message; see run.
#
#   senders.rb first|late SECONDS
#
# Prints a line for each message that was sent: its id, and the outcome that it is to have.
require "bunny"
require "json"

PHASE, SECONDS = ARGV[0], ARGV[1].to_i
KEY = "registration.donation"
PURGED = "bunny-purged@example.se"

def ce(name, more = {})
  fields = { "specversion" => "1.0", "id" => "bunny-#{name}", "source" => "urn:x:forms", "type" => KEY }
  fields.merge(more).transform_keys { |field| "ce-#{field}" }
end

gift = { email: "bunny-gift@example.se", donation: { amount: "1.500", currency: "KWD" } }
first = [
  ["gift-1", ce("gift-1"), {}, gift],
  ["gift-2", ce("gift-2"), {}, gift],
  ["to-purge", ce("to-purge", "time" => Time.at(SECONDS)), {}, { email: PURGED }],
  ["number", ce("number", "time" => SECONDS * 1000), {}, { email: "bunny-number@example.se" }],
  ["trace", ce("trace", "traceparent" => 7), {}, { email: "bunny-trace@example.se" }],
  ["empty", {}, { message_id: "bunny-empty", content_encoding: "UTF-8" },
   { emails: [nil, "bunny-empty@example.se"], name: {}, answers: [] }],
]
late = [
  ["late-datetime", ce("late-datetime", "time" => Time.at(SECONDS)), {}, { email: PURGED }],
  ["late-number", ce("late-number", "time" => SECONDS * 1000), {}, { email: PURGED }],
  ["late-property", {}, { message_id: "bunny-late-property", timestamp: SECONDS }, { email: PURGED }],
]

connection = Bunny.new(ENV.fetch("AMQP_URL")).start
channel = connection.create_channel
channel.confirm_select
exchange = channel.topic("brevduva.in", passive: true)
exchange.on_return { |_, properties, _| abort "#{properties[:message_id]} came back" }
(PHASE == "first" ? first : late).each do |name, headers, properties, body|
  exchange.publish(
    JSON.generate(body),
    { routing_key: KEY, headers: headers, persistent: true, mandatory: true }.merge(properties))
  puts "bunny-#{name} #{PHASE == 'first' ? 'applied' : 'refused'}"
end
abort "a message was not taken" unless channel.wait_for_confirms
connection.close
