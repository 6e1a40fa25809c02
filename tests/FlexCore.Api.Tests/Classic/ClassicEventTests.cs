using System.Text;
using System.Text.Json;
using FlexCore.Api.Classic;
using FlexCore.Api.Problems;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Domain;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Classic;

public sealed class ClassicEventTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whatever a client sends comes back as one line with the same values, in the classic order of members.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_event_is_one_line_with_the_same_values(int seed)
    {
        var random = new Random(seed);
        string[] order = ["id", "type", "source", "timestamp", "data", "headers", "routing_key", "priority"];
        for (var round = 0; round < 300; round++)
        {
            var members = MembersOf(random);
            var json = JsonSerializer.Serialize(members.OrderBy(_ => random.Next()).ToDictionary(), random.Next(2) == 0 ? Indented : JsonSerializerOptions.Default);
            var taken = ClassicEvent.Of(JsonDocument.Parse(json).RootElement, new EventIds(new ManualClock()), Now);

            var line = Encoding.UTF8.GetString(taken.Json.Span);
            line.IndexOf('\n', StringComparison.Ordinal).ShouldBe(line.Length - 1, $"seed {seed}, round {round}: {line}");
            var read = JsonDocument.Parse(line).RootElement;
            var shown = read.EnumerateObject().Select(member => member.Name).ToList();
            shown.ShouldBe(order.Where(shown.Contains), $"seed {seed}, round {round}");
            foreach (var (name, value) in members.Where(pair => pair.Key is not ("event_type" or "type") && pair.Value is not null))
            {
                JsonSerializer.Serialize(read.GetProperty(name)).ShouldBe(JsonSerializer.Serialize(value), $"seed {seed}, round {round}: {name}");
            }

            (read.Text("type"), read.Text("id")).ShouldBe((taken.Type, taken.Id));
        }
    }

    [Theory]
    [InlineData("""{"type":"a","event_type":"b"}""", "a")]
    [InlineData("""{"event_type":"b"}""", "b")]
    [InlineData("""{"type":null,"event_type":"b"}""", "b")]
    public void The_type_has_two_names_and_the_first_wins(string json, string type) => Of(json).Type.ShouldBe(type);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":"","event_type":"b"}""")]
    public void An_event_without_a_type_is_refused(string json) => Should.Throw<ProblemException>(() => Of(json)).Problem.ShouldSatisfyAllConditions(
        problem => problem.Field.ShouldBe("type"), problem => problem.Detail.ShouldBe("The event has no type. Send it as type or event_type."));

    [Theory]
    [InlineData("""{"type":"a","id":""}""")]
    [InlineData("""{"type":"a","id":null}""")]
    [InlineData("""{"type":"a"}""")]
    public void An_event_without_an_id_gets_one_of_its_time(string json) => Of(json).Id.ShouldBe("evt-1767225600000000000");

    [Fact]
    public void Ids_never_repeat_even_when_the_clock_goes_back_or_many_ask_at_once()
    {
        var clock = new ManualClock(Now);
        var ids = new EventIds(clock);
        var first = ids.Next();
        var many = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 2_000, _ => many.Add(ids.Next()));
        many.Append(first).Distinct().Count().ShouldBe(2_001);
        clock.Advance(TimeSpan.FromSeconds(1));
        ids.Next().ShouldBe("evt-1767225601000000000", "it follows the clock again");
        new EventIds(new ManualClock(Now.AddTicks(1))).Next().ShouldBe("evt-1767225600000000100");
    }

    [Theory]
    [InlineData("POST", "/events", """{"type":"x"}""")]
    [InlineData("POST", "/events/batch", """[{"type":"x"}]""")]
    [InlineData("POST", "/events/test", null)]
    [InlineData("GET", "/events/test", null)]
    public async Task A_full_topic_is_429_as_text_with_a_time_to_try_again(string method, string path, string? body)
    {
        await using var host = await ApiHost.StartAsync();
        host.Parts.Topics.Inner.OverloadedAppends = 1;
        using var response = await host.SendAsync(method, path, body);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await Task.FromResult(response).TextAsync(429)).ShouldBe("The topic 'events' is busy. Send again later.\n");

        await host.SendAsync(method, path, body).JsonAsync();
        (await host.Parts.Topics.GetEndAsync(SecurityContext.Development, "events")).Records.ShouldBe(1);
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 400)]
    public async Task The_type_of_a_test_event_is_bounded(int length, int status)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.SendAsync("GET", $"/events/test?type={new string('t', length)}");

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData(10, 200)]
    [InlineData(11, 413)]
    public async Task The_number_of_events_in_a_batch_is_bounded(int count, int status)
    {
        await using var host = await ApiHost.StartAsync(options => options.RecordsMax = 10);
        using var response = await host.SendAsync("POST", "/events/batch", $"[{string.Join(',', Enumerable.Repeat("""{"type":"x"}""", count))}]");

        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        host.Parts.Topics.Appends.Count.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task The_same_key_takes_an_event_once_in_every_classic_route()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var (path, body) in new[] { ("/events", """{"type":"x"}"""), ("/events/batch", """[{"type":"x"}]"""), ("/events/test", "") })
        {
            await host.SendAsync("POST", path, body, headers: ("Idempotency-Key", path)).JsonAsync();
            await host.SendAsync("POST", path, body, headers: ("Idempotency-Key", path)).JsonAsync();
        }

        (await host.Parts.Topics.GetEndAsync(SecurityContext.Development, "events")).Records.ShouldBe(3);
    }

    private static ClassicEvent Of(string json) => ClassicEvent.Of(JsonDocument.Parse(json).RootElement, new EventIds(new ManualClock(Now)), Now);

    private static Dictionary<string, object?> MembersOf(Random random)
    {
        var members = new Dictionary<string, object?> { [random.Next(2) == 0 ? "type" : "event_type"] = "order.placed" };
        Add("id", $"e-{random.Next()}");
        Add("source", "shop ü");
        Add("timestamp", random.Next(2) == 0 ? "2025-01-01" : 1_700_000_000);
        Add("data", random.Next(3) switch { 0 => null, 1 => "text\nwith lines", _ => new Dictionary<string, object?> { ["a"] = new[] { 1, 2 }, ["b\n"] = null } });
        Add("headers", new Dictionary<string, object?> { ["h"] = "v\r\n" });
        Add("routing_key", "");
        Add("priority", random.Next(-5, 5));
        return members;

        void Add(string name, object? value)
        {
            if (random.Next(2) == 0)
            {
                members[name] = value;
            }
        }
    }
}
