using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Fuzz;

/// <summary>Sends nonsense to every route: no 500, no stack trace, every error in its right form. A failure names seed and request.</summary>
public sealed class RouteFuzzTests
{
    // Some thirty-six thousand requests with the three seeds; FLEXCORE_FUZZ_REQUESTS makes it another number.
    private const int RequestsPerRoute = 60;

    private static readonly string[] Names =
    [
        "s", "nobody", "a b", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%F0%9F%98%80", "x%27%20or%201%3D1--", "%3Cscript%3E", new('n', 201), ".", "-", "a:b", "%25", "a%0d%0ab", "ü",
    ];

    private static readonly string[] Bodies =
    [
        "", "{", "[", "null", "true", "7", "\"text\"", "[]", "{}", "[{}]", "{\"a\":1}", "{}{}", "{\"document\":\"name: s\"}", "{\"document\":{}}", "{\"document\":[]}", "{\"document\":\"\"}",
        "{\"type\":\"x\"}", "[{\"type\":\"x\"}]", "{\"$type\":\"System.Object\",\"document\":\"name: q\"}", "{\"name\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"fresh\":true}", "{\"fresh\":1e400}",
        "1e999999", "-", "{\"a\":1,\"a\":2}", "{\"priority\":99999999999,\"type\":\"x\"}", "{\"type\":\"\\u0000\\n\"}", "\uFEFF{}", "name: s", "name: broken\n", "a: &a [*a]", "<xml/>", "{'a':1}", "// comment\n{}",
        "{\"start\":null,\"document\":null}", "{\"input\":5}", "{\"variables\":{\"a\":[]},\"document\":\"name: x\"}", new string('[', 5_000), "{\"a\":" + new string('{', 100), "\"" + new string('x', 70_000) + "\"",
    ];

    private static readonly string?[] ContentTypes =
    [
        "application/json", "application/json", "application/json", "application/x-ndjson", "application/yaml", "text/plain", "application/json; charset=utf-16", "nonsense", "a/b/c;;;", null,
    ];

    private static readonly string[] Queries =
    [
        "", "", "", "?limit=1", "?limit=-1", "?limit=abc", "?offset=9999999999999999999", "?status=%00", "?status=x&status=y", "?filter=%F0%9F%98%80", "?%", "?=&=&&", "?type=%22%0a", "?from=start", "?from=x", "?after=-5",
        "?after=99999999999999", "?kind=..%2f", "?unknown=1", "?" + new string('q', 4_000),
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Idempotency-Key", ["k", "", "with blank", new string('k', 200), "k\u007f"]),
        ("X-Correlation-Id", ["c", "", "a b", new string('c', 300), "{}"]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0-0-0", "", "ff-00000000000000000000000000000000-0000000000000000-00"]),
        ("Last-Event-ID", ["0", "5", "-1", "x", "", "1:1", "0:0,1:99", "99999999999999999999"]),
        ("Content-Encoding", ["gzip", "br", "identity", "gzip, gzip", ""]),
        ("Accept", ["application/json", "text/html", "*/*;q=x"]),
        ("Origin", ["http://localhost", "https://evil.example", "null", "://"]),
        ("Host", ["localhost", "evil.example", "[::1", "127.0.0.1:99999"]),
        ("Range", ["bytes=0-1"]),
        ("If-Match", ["*"]),
        ("Expect", ["100-continue"]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20_261)]
    [InlineData(777)]
    public async Task No_request_to_any_route_is_answered_with_500_or_in_a_wrong_form(int seed)
    {
        await using var host = await ApiHost.StartAsync(options => (options.BodyBytesMax, options.DocumentBytesMax) = (65_536, 65_536));
        host.Parts.Streams.Add("s");
        var routes = host.Services.GetRequiredService<RouteTable>().Routes;
        var random = new Random(seed);
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FLEXCORE_FUZZ_REQUESTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : RequestsPerRoute;
        for (var n = 0; n < rounds; n++)
        {
            foreach (var route in routes)
            {
                await FuzzAsync(host, route, new Random(random.Next()), seed);
            }
        }

        host.Parts.Log.Lines.ShouldBeEmpty($"seed {seed}: a request of a client is never a fault of the node");
        await host.SendAsync("GET", "/health").JsonAsync();
    }

    private static async Task FuzzAsync(ApiHost host, ApiRoute route, Random random, int seed)
    {
        var path = string.Join('/', route.Pattern.Split('/').Select(part => part.StartsWith('{') ? Pick(random, Names) : part)) + Pick(random, Queries);
        var method = random.Next(8) == 0 ? Pick(random, ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "HEAD"]) : route.Method;
        var body = method is "GET" or "HEAD" or "OPTIONS" ? null : Mangle(random, Pick(random, Bodies));
        // A connection for each: an answer that ends early is then the server's doing and no leftover of the request before.
        var headers = Headers.Where(_ => random.Next(5) == 0).Select(header => (header.Name, Pick(random, header.Values))).Append(("Connection", "close")).ToArray();
        var what = $"seed {seed}: {method} {path} {string.Join(' ', headers)} [{(body is null ? "" : Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 200)))}]";
        try
        {
            using var response = await host.SendAsync(method, path, body, Pick(random, ContentTypes), headers).WaitAsync(TimeSpan.FromSeconds(30));
            await CheckAsync(response, route, method, what);
        }
        catch (HttpRequestException error) when (error.Message.Contains("ASCII", StringComparison.Ordinal) || error.Message.Contains("invalid", StringComparison.OrdinalIgnoreCase))
        {
            // The client itself refuses to send such a header.
        }
        catch (HttpRequestException error)
        {
            throw new InvalidOperationException(what, error);
        }
    }

    private static async Task CheckAsync(HttpResponseMessage response, ApiRoute route, string method, string what)
    {
        var status = (int)response.StatusCode;
        if (status >= 500)
        {
            // What the node said is what explains it.
            throw new InvalidOperationException($"{what} was answered {status}: {await response.Content.ReadAsStringAsync()}");
        }

        if (status < 400)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var leak in new[] { "   at ", "System.", "Exception", "SELECT", ".cs:line" })
        {
            text.ShouldNotContain(leak, Case.Sensitive, what);
        }

        if (text.Length == 0 && (status is 400 or 414 or 431 || method == "HEAD"))
        {
            return;
        }

        if (route.Style == AnswerStyle.Text)
        {
            response.Content.Headers.ContentType?.MediaType.ShouldBe("text/plain", what);
            text.ShouldEndWith("\n", customMessage: what);
            return;
        }

        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"{what}\n{text}");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(status, what);
        ProblemTable.Rows.ShouldContain(row => row.Code == problem.GetProperty("code").GetString() && row.Status == status && row.Title == problem.GetProperty("title").GetString(), what);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace(what);
    }

    private static byte[] Mangle(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (random.Next(6))
        {
            case 0 when bytes.Length > 0:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 1 when bytes.Length > 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                using (var target = new MemoryStream())
                {
                    using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
                    {
                        gzip.Write(bytes);
                    }

                    return target.ToArray();
                }

            default:
                return bytes;
        }
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
