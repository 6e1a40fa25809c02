using System.Net.Sockets;
using System.Text;
using FlexCore.Api.Limits;
using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Limits;

/// <summary>What the server itself holds, seen from a raw connection.</summary>
public sealed class ServerLimitTests
{
    [Fact]
    public async Task Thousands_of_headers_are_refused_and_others_are_served()
    {
        await using var host = await ApiHost.StartAsync(options => options.HeaderCountMax = 50);
        var headers = string.Concat(Enumerable.Range(0, 5_000).Select(n => $"X-{n}: 1\r\n"));
        (await SendAsync(host, $"GET /health HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")).ShouldStartWith("HTTP/1.1 431");
        await host.SendAsync("GET", "/health").JsonAsync();
    }

    [Fact]
    public async Task Headers_too_large_are_refused()
    {
        await using var host = await ApiHost.StartAsync(options => options.HeaderBytesMax = 2_048);
        (await SendAsync(host, $"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 4_000)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
    }

    [Theory]
    [InlineData("GET /health HTTP/1.1\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}")]
    [InlineData("GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task What_is_not_HTTP_is_400(string request)
    {
        await using var host = await ApiHost.StartAsync();
        (await SendAsync(host, request)).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task A_broken_chunk_is_a_problem()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await SendAsync(host, "POST /api/v1/topics/t/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("urn:flexcore:problem:malformed-request");
        host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    /// <summary>A slow body: the server's own clock decides, so this takes a few real seconds and asserts no duration.</summary>
    [Fact]
    public async Task A_body_that_stalls_is_408_and_frees_its_connection()
    {
        await using var host = await ApiHost.StartAsync(options => (options.BodyRateMin, options.BodyRateGrace) = (1_000, TimeSpan.FromSeconds(2)));
        var answer = await SendAsync(host, "POST /api/v1/topics/t/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("urn:flexcore:problem:request-timeout");
        host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    [Fact]
    public async Task Headers_that_stall_end_the_connection()
    {
        await using var host = await ApiHost.StartAsync(options => options.HeadersTimeout = TimeSpan.FromSeconds(1));
        (await SendAsync(host, "GET /health HTTP/1.1\r\nHost: localhost\r\n")).ShouldStartWith("HTTP/1.1 408");
    }

    [Theory]
    [InlineData("body-bytes-max")]
    [InlineData("json-depth-max")]
    [InlineData("sse-heartbeat")]
    [InlineData("headers-timeout")]
    [InlineData("node-id")]
    public void An_option_out_of_range_is_named(string key)
    {
        var options = new ApiOptions();
        switch (key)
        {
            case "body-bytes-max": options.BodyBytesMax = 0; break;
            case "json-depth-max": options.JsonDepthMax = 1_001; break;
            case "sse-heartbeat": options.SseHeartbeat = TimeSpan.Zero; break;
            case "headers-timeout": options.HeadersTimeout = TimeSpan.FromHours(1); break;
            default: options.NodeId = "a\nb"; break;
        }

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldContain($"flexcore.api.{key}");
        new ApiOptions().Validate();
    }

    private static async Task<string> SendAsync(ApiHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is > 0 and var count)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
                if (!answer.ToString().Contains("Connection: close", StringComparison.Ordinal) && answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server closed with unread bytes of ours in its buffer: the answer had been sent before.
        }

        return answer.ToString();
    }
}
