#!/usr/bin/env php
<?php
// Registers somebody so that nothing is lost: AMQP_URL=… register.php ID ADDRESS (php-amqplib 3)
require getenv('AUTOLOAD') ?: 'PhpAmqpLib/autoload.php'; // Debian's; with Composer vendor/autoload.php

use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Message\AMQPMessage;

[, $id, $address] = $argv;
$url = parse_url(getenv('AMQP_URL'));
$connection = new AMQPStreamConnection(
    $url['host'], $url['port'] ?? 5672, urldecode($url['user']), urldecode($url['pass']),
    isset($url['path']) ? urldecode(substr($url['path'], 1)) : '/');
$channel = $connection->channel();
$channel->confirm_select();
$channel->set_nack_handler(fn () => throw new Exception('the broker did not take it: send it again'));
$channel->set_return_listener(fn () => throw new Exception('no queue takes it: the topology is missing'));
$message = new AMQPMessage(
    json_encode(['email' => $address, 'event' => ['id' => 'open-house', 'title' => 'Open house']]),
    [
        'message_id' => $id, // the same each time that this form is sent again
        'app_id' => 'urn:example:forms',
        'timestamp' => time(), // when the form was filled in
        'content_type' => 'application/json',
        'delivery_mode' => AMQPMessage::DELIVERY_MODE_PERSISTENT,
    ]);
$channel->basic_publish($message, 'brevduva.in', 'registration.event', true); // true: mandatory
$channel->wait_for_pending_acks_returns(30);
$connection->close();
