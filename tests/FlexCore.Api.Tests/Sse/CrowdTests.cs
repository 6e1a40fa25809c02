using System.Net.Sockets;
using System.Text;
using FlexCore.Api.Sse;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Sse;

public sealed class CrowdTests
{
    private const int Clients = 1_000;

    [Fact]
    public async Task A_thousand_clients_that_connect_and_drop_leave_nothing_behind()
    {
        await using var host = await ApiHost.StartAsync(options => options.SseClientsMax = Clients);
        var gate = host.Services.GetRequiredService<SseGate>();
        using var open = new OpenStreams(host);
        for (var round = 0; round < 2; round++)
        {
            var crowd = await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => ConnectAsync(host, n % 2 == 0 ? "/events/stream" : "/api/v1/topics/events/tail")));
            gate.Open.ShouldBe(Clients);
            host.Parts.Topics.Subscribers.ShouldBe(Clients);
            await host.SendAsync("GET", "/events/stream").TextAsync(429);
            foreach (var client in crowd)
            {
                client.Dispose();
            }

            await open.WhenAsync(0, $"round {round}");
            (gate.Open, host.Parts.Topics.Subscribers).ShouldBe((0, 0));
            host.Parts.Clock.ArmedTimerCount.ShouldBe(0, "no heartbeat outlives its client");
        }

        host.Parts.Log.Lines.ShouldBeEmpty("a client that goes away is no fault");
        await host.SendAsync("POST", "/events/test").JsonAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_closed_and_holds_nobody_back()
    {
        await using var host = await ApiHost.StartAsync();
        using var open = new OpenStreams(host);
        var record = Encoding.UTF8.GetBytes($"\"{new string('x', 500_000)}\"\n");
        for (var n = 1; n <= 40; n++)
        {
            await host.Parts.Topics.AppendAsync(new EventTopicAppend(SecurityContext.Development, "t", record, 1, "c"));
        }

        // 20 MB do not fit into the buffers of a connection, so the lazy client's write waits with its time-out armed beside its heartbeat.
        using var lazy = await ConnectAsync(host, "/api/v1/topics/t/tail?from=start");
        await host.Parts.Clock.WhenTimersArmedAsync(2).WaitAsync(TimeSpan.FromSeconds(30));

        // What the eager client gets is small, so that its own writes never wait.
        using var eager = await SseClient.OpenAsync(host, "/api/v1/topics/t/tail");
        (await eager.NextAsync()).ShouldNotBeNull().Comment.ShouldBe("connected");
        await host.SendAsync("POST", "/api/v1/topics/t/records", "1").JsonAsync(202);
        (await eager.NextDataAsync()).Id.ShouldBe("41");
        host.Services.GetRequiredService<SseGate>().Open.ShouldBe(2);

        host.Parts.Clock.Advance(TimeSpan.FromSeconds(31));

        await open.WhenAsync(1, "the lazy client is closed");
        host.Parts.Log.Lines.Single().Id.Id.ShouldBe(4010);
        await host.SendAsync("POST", "/api/v1/topics/t/records", "2").JsonAsync(202);
        (await eager.NextDataAsync()).Id.ShouldBe("42");
    }

    private static async Task<TcpClient> ConnectAsync(ApiHost host, string path)
    {
        var client = new TcpClient { ReceiveBufferSize = 4_096, LingerState = new LingerOption(enable: true, seconds: 0) };
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));

        // The first block has come when the stream is open: connection or comment, behind the headers.
        var seen = new StringBuilder();
        var buffer = new byte[1_024];
        while (!seen.ToString().Contains("onnected", StringComparison.Ordinal))
        {
            seen.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(60))));
        }

        return client;
    }
}
