namespace FlexCore.Examples.AccessLog;

/// <summary>The dirt of real logs: lines that no parser accepts, and odd bytes inside lines that a good parser does accept.</summary>
internal static class Dirt
{
    /// <summary>Requests as scanners and broken clients send them, already escaped the way web servers log them; some bytes are not valid UTF-8.</summary>
    public static readonly byte[][] OddRequests =
    [
        [.. "GET /search?q=\\\"blue chair\\\" HTTP/1.1"u8],
        [.. "GET /café/menü HTTP/1.1"u8],
        [.. "GET /bad-utf8/"u8, 0xe9, 0xff, 0xc3, .. " HTTP/1.1"u8],
        [.. "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03"u8],
        [.. "-"u8],
        [.. "GET /path%20with%20spaces/%E2%82%AC?x=1&y=%22 HTTP/1.0"u8],
        [.. "OPTIONS * HTTP/1.1"u8],
        [.. "POST /api/v1/orders?callback=a\\\\b HTTP/2.0"u8],
    ];

    /// <summary>User agents with quotes, tabs and bytes of other encodings.</summary>
    public static readonly byte[][] OddAgents =
    [
        [.. "Mozilla/5.0 (\\\"quoted\\\"; like Gecko)"u8],
        [.. "Opera/9.80 (Windows NT 6.1; U; "u8, 0xd0, 0xd1, .. ")"u8],
        [.. "() { :; }; echo \\x22vulnerable\\x22"u8],
        [.. "Agent\twith\ttabs"u8],
    ];

    /// <summary>Lines that are not access-log lines at all.</summary>
    private static readonly byte[][] Strangers =
    [
        [],
        [.. "[Thu Jan 15 08:31:07 2026] [error] [client 10.1.2.3] File does not exist: /var/www/favicon.ico"u8],
        [.. "logrotate: log file truncated"u8],
        [0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
        [.. "10.0.0.9 - - [not a date] \"GET / HTTP/1.1\" 200 12 \"-\" \"-\" 0.001"u8],
        [.. "10.0.0.9 - - [15/Jan/2026:08:30:00 +0000] \"GET / HTTP/1.1\" abc 12 \"-\" \"-\" 0.001"u8],
    ];

    /// <summary>Ends the present line as a bad one: a stranger's line, or a good line cut short.</summary>
    public static void Spoil(LineWriter writer, int lineStart, SplitMix random)
    {
        var kind = random.Below(Strangers.Length + 3);
        if (kind < Strangers.Length)
        {
            writer.CutTo(lineStart, 0);
            writer.Put(Strangers[kind]);
        }
        else
        {
            // 30 to 49 bytes end inside the time stamp or the request, so the line can never be read as a whole one.
            writer.CutTo(lineStart, 30 + random.Below(20));
        }
    }
}
