namespace FlexCore.Streams.Tests.Parsing;

/// <summary>Lines as real servers write them, and the dirt of real logs.</summary>
public static class AccessLogLines
{
    private const string Head = "h - - [10/Oct/2000:13:55:36 -0700] ";
    private const string Tail = " 200 5 \"-\" \"-\"";

    /// <summary>A line, a field, and the field's value as JSON.</summary>
    public static IEnumerable<object[]> Valid => Hosts().Concat(Times()).Concat(Requests()).Concat(Numbers()).Concat(Quoted()).Concat(Trailing());

    /// <summary>A line, how the reason begins, and the byte (from 1) it names.</summary>
    public static IEnumerable<object[]> Broken =>
    [
        ["", "the line is empty", 1],
        ["x", "host and ident", 1],
        ["   ", "host and ident", 2],
        ["h ", "host and ident", 3],
        ["h -", "host and ident", 3],
        ["h - -", "the user and the time", 5],
        ["h - - 10/Oct/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the user and the time", 5],
        ["h - -[10/Oct/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the user and the time", 5],
        ["h - [10/Oct/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the user and the time", 5],
        ["h - - [10/Oct/2000:13:55:36", "the time", 8],
        ["h - - [10/Oct/2000:13:55:36 -0700", "the time", 8],
        ["h - - [10/Oct/2000:13:55:36 -0700]", "the time", 8],
        ["h - - [10/Oct/2000:13:55:36 -0700]\"GET /\"", "the time", 8],
        ["h - - [2000-10-10T13:55:36Z] \"GET /\" 200 5 \"-\" \"-\"", "the time", 8],
        ["h - - [10/Foo/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the time", 8],
        ["h - - [31/Feb/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the time", 8],
        ["h - - [] \"GET /\" 200 5 \"-\" \"-\"", "the time", 8],
        [Head, "the request line", 36],
        [Head + "GET / HTTP/1.0 200 5 \"-\" \"-\"", "the request line", 36],
        [Head + "\"GET / HTTP/1.0", "the request line", 36],
        [Head + "\"GET / HTTP/1.0\\", "the request line", 36],
        [Head + "\"GET / HTTP/1.0\\\"", "the request line", 36],
        [Head + "\"GET /\"200 5 \"-\" \"-\"", "the request line", 36],
        [Head + "\"GET /a\"b\" 200 5 \"-\" \"-\"", "the request line", 36],
        [Head + "\"GET /\" ", "the status", 44],
        [Head + "\"GET /\"", "the status", 43],
        [Head + "\"GET /\" abc 5 \"-\" \"-\"", "the status", 44],
        [Head + "\"GET /\" 2000 5 \"-\" \"-\"", "the status", 44],
        [Head + "\"GET /\" -1 5 \"-\" \"-\"", "the status", 44],
        [Head + "\"GET /\" 20.0 5 \"-\" \"-\"", "the status", 44],
        [Head + "\"GET /\" 200", "the size", 47],
        [Head + "\"GET /\" 200 x \"-\" \"-\"", "the size", 48],
        [Head + "\"GET /\" 200 -5 \"-\" \"-\"", "the size", 48],
        [Head + "\"GET /\" 200 1234567890123456789 \"-\" \"-\"", "the size", 48],
        [Head + "\"GET /\" 200 5", "the referer", 49],
        [Head + "\"GET /\" 200 5 - \"-\"", "the referer", 50],
        [Head + "\"GET /\" 200 5 \"-", "the referer", 50],
        [Head + "\"GET /\" 200 5 \"-\"", "the user agent", 53],
        [Head + "\"GET /\" 200 5 \"-\" -", "the user agent", 54],
        [Head + "\"GET /\" 200 5 \"-\" \"Mozilla", "the user agent", 54],
        [Head + "\"GET /\" 200 5 \"-\" \"Mozilla \"quoted\" name\"", "the user agent", 54],
        [Head + "\"GET /\" 200 5 \"-\" \"-\"0.5", "the user agent", 54],
        ["192.168.0.1 - - [10/Oct/2000:13:55:36 -0700] 10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /\" 200 5 \"-\" \"-\"", "the request line", 46],
        ["Oct 10 13:55:36 host sshd[123]: Failed password for root", "the user and the time", 8],
        ["{\"host\":\"h\",\"status\":200}", "host and ident", 1],
        ["\0\0\0\0\0\0\0\0", "host and ident", 1],
    ];

    private static IEnumerable<object[]> Hosts() =>
    [
        [Head + "\"GET /\"" + Tail, "host", "\"h\""],
        ["2001:db8::1 - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "\"2001:db8::1\""],
        ["::ffff:10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "\"::ffff:10.0.0.1\""],
        ["[2001:db8::1]:443 - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "\"[2001:db8::1]:443\""],
        ["www.example.com:80 - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "\"www.example.com:80\""],
        ["bücher.example - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "\"bücher.example\""],
        ["- - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "host", "null"],
        ["h - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "ident", "null"],
        ["h unixuser - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "ident", "\"unixuser\""],
        ["h - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "null"],
        ["h - frank [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "\"frank\""],
        ["h - john doe [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "\"john doe\""],
        ["h - \"\" [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "\"\\\"\\\"\""],
        ["h - frank@example.com [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "\"frank@example.com\""],
        ["h - J\\xc3\\xb6rg [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "user", "\"Jörg\""],
    ];

    private static IEnumerable<object[]> Times() =>
    [
        ["h - - [10/Oct/2000:13:55:36 -0700] \"GET /\"" + Tail, "time", "971211336000"],
        ["h - - [10/Oct/2000:13:55:36 +0000] \"GET /\"" + Tail, "time", "971186136000"],
        ["h - - [10/Oct/2000:13:55:36 +0530] \"GET /\"" + Tail, "time", "971166336000"],
        ["h - - [29/Feb/2024:00:00:00 +0000] \"GET /\"" + Tail, "time", "1709164800000"],
        ["h - - [31/Dec/1999:23:59:59 +0000] \"GET /\"" + Tail, "time", "946684799000"],
        ["h - - [01/Jan/2000:00:59:59 +0100] \"GET /\"" + Tail, "time", "946684799000"],
        ["h - - [22/Nov/2026:09:00:00 +1400] \"GET /\"" + Tail, "time", "1795287600000"],
    ];

    private static IEnumerable<object[]> Requests() =>
    [
        [Head + "\"GET / HTTP/1.1\"" + Tail, "method", "\"GET\""],
        [Head + "\"GET / HTTP/1.1\"" + Tail, "url", "\"/\""],
        [Head + "\"GET / HTTP/1.1\"" + Tail, "protocol", "\"HTTP/1.1\""],
        [Head + "\"GET / HTTP/2.0\"" + Tail, "protocol", "\"HTTP/2.0\""],
        [Head + "\"GET /\"" + Tail, "protocol", "null"],
        [Head + "\"GET /\"" + Tail, "url", "\"/\""],
        [Head + "\"GET /\"" + Tail, "method", "\"GET\""],
        [Head + "\"GET /a b c HTTP/1.1\"" + Tail, "url", "\"/a b c\""],
        [Head + "\"GET /a b c\"" + Tail, "url", "\"/a b c\""],
        [Head + "\"GET  HTTP/1.1\"" + Tail, "url", "\"\""],
        [Head + "\"GET HTTP/1.1\"" + Tail, "url", "\"HTTP/1.1\""],
        [Head + "\"POST /a?b=c?d HTTP/1.1\"" + Tail, "path", "\"/a\""],
        [Head + "\"GET ? HTTP/1.1\"" + Tail, "path", "\"\""],
        [Head + "\"GET /a#b HTTP/1.1\"" + Tail, "path", "\"/a#b\""],
        [Head + "\"OPTIONS * HTTP/1.0\"" + Tail, "url", "\"*\""],
        [Head + "\"CONNECT example.com:443 HTTP/1.1\"" + Tail, "url", "\"example.com:443\""],
        [Head + "\"PROPFIND /dav HTTP/1.1\"" + Tail, "method", "\"PROPFIND\""],
        [Head + "\"GET http://example.com/x?y HTTP/1.1\"" + Tail, "path", "\"http://example.com/x\""],
        [Head + "\"-\" 408 - \"-\" \"-\"", "request", "null"],
        [Head + "\"-\" 408 - \"-\" \"-\"", "method", "null"],
        [Head + "\"-\" 408 - \"-\" \"-\"", "url", "null"],
        [Head + "\"\" 400 0 \"-\" \"-\"", "request", "\"\""],
        [Head + "\"\" 400 0 \"-\" \"-\"", "path", "null"],
        [Head + "\"\\x16\\x03\\x01\\x02\" 400 226 \"-\" \"-\"", "method", "null"],
        [Head + "\"\\x16\\x03\\x01\\x02\" 400 226 \"-\" \"-\"", "request", "\"\\u0016\\u0003\\u0001\\u0002\""],
        [Head + "\"\\x16\\x03\\xff\" 400 226 \"-\" \"-\"", "request", "\"\\\\x16\\\\x03\\\\xff\""],
        [Head + "\"SSH-2.0-Go\" 400 226 \"-\" \"-\"", "url", "null"],
        [Head + "\"get / HTTP/1.1\"" + Tail, "method", "null"],
        [Head + "\"GET /caf\\xc3\\xa9 HTTP/1.1\"" + Tail, "url", "\"/café\""],
        [Head + "\"GET /café HTTP/1.1\"" + Tail, "url", "\"/café\""],
        [Head + "\"GET /a\\\"b HTTP/1.1\"" + Tail, "url", "\"/a\\\"b\""],
        [Head + "\"GET /a\\\\ HTTP/1.1\"" + Tail, "url", "\"/a\\\\\""],
        [Head + "\"GET /a\\tb HTTP/1.1\"" + Tail, "url", "\"/a\\tb\""],
        [Head + "\"GET /a\\qb HTTP/1.1\"" + Tail, "url", "\"/a\\\\qb\""],
        [Head + "\"GET /%E2%82%AC HTTP/1.1\"" + Tail, "url", "\"/%E2%82%AC\""],
    ];

    private static IEnumerable<object[]> Numbers() =>
    [
        [Head + "\"GET /\" 200 5 \"-\" \"-\"", "status", "200"],
        [Head + "\"GET /\" 000 5 \"-\" \"-\"", "status", "0"],
        [Head + "\"GET /\" - 5 \"-\" \"-\"", "status", "null"],
        [Head + "\"GET /\" 499 0 \"-\" \"-\"", "bytes", "0"],
        [Head + "\"GET /\" 304 - \"-\" \"-\"", "bytes", "null"],
        [Head + "\"GET /\" 200 9007199254740991 \"-\" \"-\"", "bytes", "9007199254740991"],
        [Head + "\"GET /\" 200 00012 \"-\" \"-\"", "bytes", "12"],
    ];

    private static IEnumerable<object[]> Quoted() =>
    [
        [Head + "\"GET /\" 200 5 \"-\" \"-\"", "referer", "null"],
        [Head + "\"GET /\" 200 5 \"\" \"-\"", "referer", "\"\""],
        [Head + "\"GET /\" 200 5 \"-\" \"\"", "agent", "\"\""],
        [Head + "\"GET /\" 200 5 \"https://a.example/?q=a b\" \"-\"", "referer", "\"https://a.example/?q=a b\""],
        [Head + "\"GET /\" 200 5 \"android-app://com.example\" \"-\"", "referer", "\"android-app://com.example\""],
        [Head + "\"GET /\" 200 5 \"-\" \"Mozilla/5.0 \\\"quoted\\\"\"", "agent", "\"Mozilla/5.0 \\\"quoted\\\"\""],
        [Head + "\"GET /\" 200 5 \"-\" \"curl/8.5.0\"", "agent", "\"curl/8.5.0\""],
        [Head + "\"GET /\" 200 5 \"-\" \"() { :;}; echo\"", "agent", "\"() { :;}; echo\""],
        [Head + "\"GET /\" 200 5 \"-\" \"\\xd0\\x9f\\xd1\\x80\"", "agent", "\"Пр\""],
        [Head + "\"GET /\" 200 5 \"-\" \"\\xd0\"", "agent", "\"\\\\xd0\""],
        [Head + "\"GET /\" 200 5 \"-\" \"\\x\"", "agent", "\"\\\\x\""],
        [Head + "\"GET /\" 200 5 \"-\" \"\\\\\"", "agent", "\"\\\\\""],
        [Head + "\"GET /\" 200 5 \"-\" \"bot 🤖\"", "agent", "\"bot 🤖\""],
        [Head + "\"GET /\" 200 5 \"-\" \"--\"", "agent", "\"--\""],
    ];

    private static IEnumerable<object[]> Trailing() =>
    [
        [Head + "\"GET /\" 200 5 \"-\" \"-\"", "latency", "null"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" ", "latency", "null"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" 0.042", "latency", "0.042"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" 1234", "latency", "1234"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" 0.042 0.041 up", "latency", "0.042"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" \"10.0.0.1\" 0.042", "latency", "0.042"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" \"0.042\"", "latency", "0.042"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" - .", "latency", "null"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" TLSv1.3 rid=7", "latency", "null"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\"\r", "agent", "null"],
        [Head + "\"GET /\" 200 5 \"-\" \"-\" 0.5\r", "latency", "0.5"],
    ];
}
