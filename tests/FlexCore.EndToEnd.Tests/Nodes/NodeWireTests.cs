using System.Globalization;
using System.Text;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Clients that are slow, endless or no HTTP at all: the node answers or hangs up, and others are served meanwhile.</summary>
public sealed class NodeWireTests(ServedNode served) : IClassFixture<ServedNode>
{
    private const string Post = "POST /api/v1/streams/good/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    [Fact]
    public async Task Headers_that_never_end_are_cut_off_while_others_are_served()
    {
        var slow = new List<RawConnection>();
        for (var i = 0; i < 100; i++)
        {
            slow.Add(await RawConnection.OpenAsync(served.Node.Port));
            await slow[^1].SendAsync("POST /api/v1/streams/good/records HTTP/1.1\r\nHost: localh");
        }

        await served.ShouldServeAsync("a hundred connections are silent in the middle of their headers");
        foreach (var connection in slow)
        {
            (await connection.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 408");
            connection.Dispose();
        }

        await served.ShouldServeAsync("they are gone");
    }

    [Fact]
    public async Task Bodies_that_never_end_are_answered_with_a_problem_while_others_are_served()
    {
        var slow = new List<RawConnection>();
        for (var i = 0; i < 100; i++)
        {
            slow.Add(await RawConnection.OpenAsync(served.Node.Port));
            await slow[^1].SendAsync(Post + "Content-Length: 1000\r\n\r\n{\"n\":");
        }

        await served.ShouldServeAsync("a hundred connections are silent in the middle of their bodies");
        foreach (var connection in slow)
        {
            var answer = await connection.ReadToEndAsync();
            answer.ShouldStartWith("HTTP/1.1 408");
            answer.ShouldContain("\"code\":\"request-timeout\"");
            answer.ShouldContain("too slowly");
            connection.Dispose();
        }

        await served.ShouldServeAsync("they are gone");
    }

    [Theory]
    [InlineData(5_000, 2)]
    [InlineData(50, 2_000)]
    public async Task Headers_that_are_too_many_or_too_large_are_refused(int count, int size)
    {
        var headers = new StringBuilder(Post);
        for (var i = 0; i < count; i++)
        {
            headers.Append(CultureInfo.InvariantCulture, $"X-{i}: ").Append('x', size).Append("\r\n");
        }

        using var connection = await RawConnection.OpenAsync(served.Node.Port);
        await connection.SendAsync(headers.Append("Content-Length: 2\r\n\r\n{}").ToString());
        (await connection.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 431");
        await served.ShouldServeAsync($"{count} headers of {size} bytes");
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001 this is no HTTP\r\n\r\n", "400")]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", "505")]
    [InlineData("POST /api/v1/streams/good/records HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", "400")]
    [InlineData("POST /api/v1/streams/good/records HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "400")]
    public async Task What_is_no_HTTP_is_refused(string bytes, string status)
    {
        using var connection = await RawConnection.OpenAsync(served.Node.Port);
        await connection.SendAsync(bytes);
        (await connection.ReadToEndAsync()).ShouldStartWith($"HTTP/1.1 {status}");
        await served.ShouldServeAsync("what is no HTTP");
    }

    [Fact]
    public async Task A_chunk_that_is_none_is_a_problem()
    {
        using var connection = await RawConnection.OpenAsync(served.Node.Port);
        await connection.SendAsync(Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
        var answer = await connection.ReadToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("\"code\":\"malformed-request\"");
        await served.ShouldServeAsync("a broken chunk");
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_leaves_nothing_behind()
    {
        for (var i = 0; i < 50; i++)
        {
            using var connection = await RawConnection.OpenAsync(served.Node.Port);
            await connection.SendAsync(Post + "Content-Length: 7\r\n\r\n{\"n\":");
        }

        await served.ShouldServeAsync("fifty half requests");
    }
}
