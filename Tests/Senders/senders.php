#!/usr/bin/env php
<?php
// Sends what php-amqplib makes of a message; see run.
//
//   senders.php first|late SECONDS
//
// Prints a line for each message that was sent: its id, and the outcome that it is to have.
require getenv('AUTOLOAD') ?: 'PhpAmqpLib/autoload.php';

use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Message\AMQPMessage;
use PhpAmqpLib\Wire\AMQPTable;

const KEY = 'registration.donation';
const PURGED = 'amqplib-purged@example.se';
[, $phase, $seconds] = $argv;
$seconds = (int) $seconds;

function ce(string $name, array $more = []): array
{
    $fields = ['specversion' => '1.0', 'id' => "amqplib-$name", 'source' => 'urn:x:forms', 'type' => KEY];
    $headers = [];
    foreach ($fields + $more as $field => $value) {
        $headers["ce-$field"] = $value;
    }
    return $headers;
}

$moment = new DateTimeImmutable("@$seconds");
$gift = ['email' => 'amqplib-gift@example.se', 'donation' => ['amount' => '1.500', 'currency' => 'KWD']];
$nobody = ['email' => 'amqplib-empty@example.se', 'name' => [], 'externalIds' => [], 'answers' => []];
$first = [
    ['gift-1', ce('gift-1'), [], $gift],
    ['gift-2', ce('gift-2'), [], $gift],
    ['to-purge', ce('to-purge', ['time' => $moment]), [], ['email' => PURGED]],
    ['number', ce('number', ['time' => $seconds * 1000]), [], ['email' => 'amqplib-number@example.se']],
    ['trace', ce('trace', ['traceparent' => 7]), [], ['email' => 'amqplib-trace@example.se']],
    ['empty', [], ['message_id' => 'amqplib-empty', 'content_encoding' => 'UTF-8'], $nobody],
];
$late = [
    ['late-datetime', ce('late-datetime', ['time' => $moment]), [], ['email' => PURGED]],
    ['late-number', ce('late-number', ['time' => $seconds * 1000]), [], ['email' => PURGED]],
    ['late-property', [], ['message_id' => 'amqplib-late-property', 'timestamp' => $seconds], ['email' => PURGED]],
];

$url = parse_url(getenv('AMQP_URL'));
$connection = new AMQPStreamConnection(
    $url['host'], $url['port'], urldecode($url['user']), urldecode($url['pass']), urldecode(substr($url['path'], 1)));
$channel = $connection->channel();
$channel->confirm_select();
$channel->set_nack_handler(fn () => throw new Exception('a message was not taken'));
$channel->set_return_listener(fn () => throw new Exception('a message came back'));
foreach ($phase === 'first' ? $first : $late as [$name, $headers, $properties, $body]) {
    $properties += ['delivery_mode' => 2, 'application_headers' => new AMQPTable($headers)];
    $channel->basic_publish(new AMQPMessage(json_encode($body), $properties), 'brevduva.in', KEY, true);
    echo "amqplib-$name ", $phase === 'first' ? 'applied' : 'refused', "\n";
}
$channel->wait_for_pending_acks_returns(30);
$connection->close();
