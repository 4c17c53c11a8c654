#!/usr/bin/env bash
# php-amqplib 3.5.3 sends a float in a header as a text, and a whole one without its decimals.
#
# Expected: a number in a message's header arrives as a number, whatever type of AMQP 0-9-1 it has. For a float
#           of PHP that is d, 64 bits, which the same library reads from others.
# Seen:     integers are numbers, floats are texts: 1.5 arrives as "1.5", 2.0 as "2", 0.1 + 0.2 as "0.3", and
#           the fourteen digits that PHP prints are all that is left of a float. So one and the
#           same header is a number in one message and a text in the next.
# Version:  php-amqplib 3.5.3 (Debian 12: php-amqplib 3.5.3-1), with PHP 8.2. It needs php-cli and php-mbstring.
# Why it matters: a receiver that asks for the type refuses the message, and one that does not compares
#           texts; a time in seconds with a fraction loses its microseconds.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -qq download php-amqplib=3.5.3-1 && dpkg -x php-amqplib_*.deb .)

cat > "$work/seen.php" << 'PHP'
<?php
use PhpAmqpLib\Wire\AMQPTable;
use PhpAmqpLib\Wire\AMQPWriter;

spl_autoload_register(function ($name) {
    $file = getenv('LIBRARY') . '/' . str_replace(['PhpAmqpLib\\', '\\'], ['', '/'], $name) . '.php';
    if (is_file($file)) require $file;
});

// The type's letter and the octets of a header's value.
function sent($value): array {
    $writer = new AMQPWriter();
    $writer->write_table(new AMQPTable(['x' => $value]));
    $octets = substr($writer->getvalue(), 6);
    return [$octets[0], substr($octets, 1)];
}

$seen = ['5' => [5, 'I', null], '1.5' => [1.5, 'S', '1.5'], '2.0' => [2.0, 'S', '2'],
    '0.1 + 0.2' => [0.1 + 0.2, 'S', '0.3'], '1796109300.123456' => [1796109300.123456, 'S', '1796109300.1235']];
$changed = false;
foreach ($seen as $name => [$value, $type, $text]) {
    [$letter, $octets] = sent($value);
    $found = $letter === 'S' ? substr($octets, 4) : null;
    echo "$name: type $letter", $found === null ? '' : ", the text \"$found\"", "\n";
    $changed = $changed || $letter !== $type || $found !== $text;
}
if ($changed) {
    fwrite(STDERR, "changed: this is not what was seen\n");
    exit(1);
}
PHP
echo "php-amqplib 3.5.3"
LIBRARY=$(dirname "$(dirname "$(find "$work" -name AMQPWriter.php)")") php "$work/seen.php"
