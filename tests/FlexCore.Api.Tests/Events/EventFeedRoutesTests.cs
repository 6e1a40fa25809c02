using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Api.Tests.Sse;

namespace FlexCore.Api.Tests.Events;

public sealed class EventFeedRoutesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_feed_is_read_in_parts_to_its_end()
    {
        await AppendAsync("a", 3);
        await AppendAsync("b", 2);
        var seen = new List<string>();
        var cursor = "";
        for (var parts = 0; ; parts++)
        {
            var part = await _host.SendAsync("GET", $"/api/v1/events/feed?limit=2&after={cursor}").JsonAsync();
            seen.AddRange(part.GetProperty("events").EnumerateArray().Select(found => $"{found.Text("key")}{found.GetProperty("version")}"));
            cursor = part.Text("cursor");
            if (part.GetProperty("atEnd").GetBoolean())
            {
                parts.ShouldBe(2, "two full parts, and one that finds the end");
                break;
            }
        }

        seen.Order().ShouldBe(["a1", "a2", "a3", "b1", "b2"]);
        await AppendAsync("c", 1);
        (await _host.SendAsync("GET", $"/api/v1/events/feed?after={cursor}").JsonAsync()).GetProperty("events").EnumerateArray().Single().Text("key").ShouldBe("c");
    }

    [Theory]
    [InlineData("type=Placed", 2)]
    [InlineData("type=placed", 0)]
    [InlineData("tag=vip", 3)]
    [InlineData("tag=vip&type=Placed", 1)]
    [InlineData("stream=b", 2)]
    [InlineData("kind=pipeline", 0)]
    [InlineData("correlation=corr-x", 1)]
    public async Task The_feed_is_filtered(string query, int count)
    {
        await _host.SendAsync("POST", "/api/v1/events/streams/a", """{"events":[{"type":"Placed","data":{},"tags":["vip"]},{"type":"Paid","data":{},"tags":["x","vip"]}]}""").JsonAsync(201);
        await _host.SendAsync("POST", "/api/v1/events/streams/b", """{"events":[{"type":"Placed","data":{}},{"type":"Paid","data":{},"tags":["vip"]}]}""").JsonAsync(201);
        await _host.SendAsync("POST", "/api/v1/events/streams/c", """{"events":[{"type":"Sent","data":{}}]}""", "application/json", ("X-Correlation-Id", "corr-x")).JsonAsync(201);
        var part = await _host.SendAsync("GET", $"/api/v1/events/feed?{query}").JsonAsync();
        part.GetProperty("events").GetArrayLength().ShouldBe(count);
        part.GetProperty("atEnd").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_cursor_of_another_store_is_refused_with_what_to_do()
    {
        await AppendAsync("a", 1);
        var cursor = (await _host.SendAsync("GET", "/api/v1/events/feed").JsonAsync()).Text("cursor");
        await using var other = await ApiHost.StartAsync();
        var problem = await other.SendAsync("GET", $"/api/v1/events/feed?after={cursor}").ProblemAsync(400, "bad-cursor");
        problem.Text("detail").ShouldBe("The cursor was given by another store. Read this store from its beginning, or send a cursor that it gave.");
        await other.SendAsync("GET", "/api/v1/events", headers: ("Last-Event-ID", cursor)).ProblemAsync(400, "bad-cursor");
        await _host.SendAsync("GET", $"/api/v1/events/feed?after={cursor[..^1]}").ProblemAsync(400, "bad-cursor");
    }

    [Fact]
    public async Task The_tail_is_filtered_too()
    {
        using var client = await SseClient.OpenAsync(_host, "/api/v1/events?from=start&tag=vip");
        await _host.SendAsync("POST", "/api/v1/events/streams/a", """{"events":[{"type":"A","data":{}},{"type":"B","data":{"n":1},"tags":["vip"]}]}""").JsonAsync(201);
        var found = JsonDocument.Parse((await client.NextDataAsync()).Data).RootElement;
        (found.Text("type"), found.GetProperty("data").GetRawText()).ShouldBe(("B", """{"n":1}"""));
    }

    [Fact]
    public async Task A_socket_sends_events_and_cursors_and_goes_on_behind_one()
    {
        await AppendAsync("a", 1);
        using var socket = await ConnectAsync("from=start");
        (await NextAsync(socket)).TryGetProperty("cursor", out _).ShouldBeTrue("it begins with where it is");
        (await NextAsync(socket)).GetProperty("event").Text("key").ShouldBe("a");
        var cursor = (await NextAsync(socket)).Text("cursor");
        await AppendAsync("b", 1);
        (await NextAsync(socket)).GetProperty("event").Text("key").ShouldBe("b");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Patience);

        using var resumed = await ConnectAsync($"after={cursor}");
        (await NextAsync(resumed)).Text("cursor").ShouldBe(cursor);
        (await NextAsync(resumed)).GetProperty("event").Text("key").ShouldBe("b");
    }

    [Fact]
    public async Task What_asks_for_no_socket_or_with_a_wrong_cursor_is_refused()
    {
        await _host.SendAsync("GET", "/api/v1/events/socket").ProblemAsync(400, "not-a-websocket");
        using var socket = new ClientWebSocket();
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(SocketUri("after=x"), CancellationToken.None));
        ((int)socket.HttpStatusCode).ShouldBeOneOf(0, 400);
    }

    [Fact]
    public async Task A_socket_is_closed_when_the_host_stops()
    {
        using var socket = await ConnectAsync("from=start");
        await NextAsync(socket);
        var stopping = _host.StopAsync();
        var end = await socket.ReceiveAsync(new byte[1000], CancellationToken.None).WaitAsync(Patience);
        (end.MessageType, end.CloseStatus).ShouldBe((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await stopping.WaitAsync(Patience);
    }

    private async Task AppendAsync(string stream, int count) => await _host.SendAsync(
        "POST", $"/api/v1/events/streams/{stream}", $$"""{"events":[{{string.Join(',', Enumerable.Repeat("""{"type":"t","data":{}}""", count))}}]}""").JsonAsync(201);

    private Uri SocketUri(string query) => new UriBuilder(_host.Address) { Scheme = "ws", Path = "/api/v1/events/socket", Query = query }.Uri;

    private async Task<ClientWebSocket> ConnectAsync(string query)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(SocketUri(query), CancellationToken.None).WaitAsync(Patience);
        return socket;
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Patience);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(text.ToString()).RootElement;
    }
}
