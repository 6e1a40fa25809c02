using System.Collections.Concurrent;
using FlexCore.Application.Streams;
using FlexCore.Streams.Tests.Execution;
using static FlexCore.Streams.Tests.Http.LocalServer;

namespace FlexCore.Streams.Tests.Http;

/// <summary>Source and sink against a server on a socket, with what only a socket can do.</summary>
public sealed class RealServerTests
{
    [Fact]
    public async Task Records_go_from_server_to_server()
    {
        var received = new ConcurrentQueue<string>();
        await using var target = new LocalServer((_, body, _) =>
        {
            received.Enqueue(body);
            return Status(204);
        });
        await using var source = new LocalServer((head, _, _) => head.StartsWith("GET /items?page=3 ", StringComparison.Ordinal)
            ? Ok("[]")
            : Ok("[{\"n\":1},{\"n\":2}]"));
        using var harness = new PipelineHarness { CheckpointInterval = TimeSpan.FromHours(1) };

        var progress = await harness.RunAsync($$"""
            name: a
            source: { poll: { url: "{{source.Url}}/items", pages: { number: page } } }
            steps: [ parse: json ]
            sink: { http: { url: "{{target.Url}}/in", batch: 3 } }
            """);

        (progress.RecordsIn, progress.RecordsOut).ShouldBe((4, 4));
        string.Concat(received).ShouldBe("{\"n\":1}\n{\"n\":2}\n{\"n\":1}\n{\"n\":2}\n");
        (source.Requests, target.Requests).ShouldBe((3, 2));
    }

    [Fact]
    public async Task Broken_connections_and_cut_answers_are_tried_again()
    {
        await using var source = new LocalServer((_, _, number) => number switch
        {
            0 => null,
            1 => Ok("[{\"n\":1}]")[..^4],
            _ => Ok("[{\"n\":1}]"),
        });
        using var harness = new PipelineHarness();

        await harness.RunAsync($"name: a\nsource: {{ poll: '{source.Url}/' }}\nsink: {{ file: out.txt }}");

        source.Requests.ShouldBe(3);
        harness.Folder.Read("out.txt").ShouldBe("{\"line\":\"{\\\"n\\\":1}\"}\n");
    }

    [Fact]
    public async Task An_answer_that_never_comes_ends_with_the_time_out()
    {
        await using var source = new LocalServer((_, _, number) => number == 0 ? string.Empty : Ok("[1]"));
        using var harness = new PipelineHarness();

        await harness.RunAsync($"name: a\nsource: {{ poll: {{ url: '{source.Url}/', timeout: 300ms }} }}\nsink: {{ file: out.txt }}");

        source.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Compressed_answers_are_read_and_bounded_after_decompression()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"[\"{new string('x', 1_000_000)}\"]"));
        }

        var listener = new System.Net.HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var serving = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.AddHeader("Content-Encoding", "gzip");
            await context.Response.OutputStream.WriteAsync(packed.ToArray());
            context.Response.Close();
        });
        using var harness = new PipelineHarness();

        var error = await harness.FailAsync(harness.Graph($"{{ name: a, source: {{ poll: {{ url: 'http://127.0.0.1:{port}/', maxBody: 100000 }} }}, sink: {{ file: out }} }}"));

        error.Code.ShouldBe("http-answer-too-large");
        packed.Length.ShouldBeLessThan(100_000);
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        listener.Close();
    }

    [Fact]
    public async Task A_closed_port_is_named_without_secrets()
    {
        using var harness = new PipelineHarness { Options = new() { MaxRestarts = 0 } };
        harness.Folder.Write("in.txt", "1\n");

        var error = await harness.FailAsync(harness.Graph(
            $"{{ name: a, source: {{ file: in.txt }}, sink: {{ http: {{ url: 'http://127.0.0.1:{FreePort()}/in?key=secret', retries: 0, headers: {{ A: secret }} }} }} }}"));

        error.Code.ShouldBe("sink-unavailable");
        error.Message.ShouldContain("cannot be reached");
        error.ToString().ShouldNotContain("secret");
    }

    private static int FreePort()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
