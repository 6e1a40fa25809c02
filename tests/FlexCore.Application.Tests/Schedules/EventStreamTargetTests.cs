using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Schedules;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Schedules;

public sealed class EventStreamTargetTests
{
    private static readonly SecurityContext Ana = SecurityContext.Development;
    private readonly EventStore _events;
    private readonly EventStreamTarget _target;

    public EventStreamTargetTests()
    {
        var store = new InMemoryStore();
        var region = new JournalRegion<EventStreamState, EventStreamCommand, StreamEvent>(
            EventStreamDecider.Kind, new EventStreamDecider(), EventStreamCodecs.Events, store.Journal, new HeldLeases(store.Leases));
        _events = new EventStore(region, store.Journal, store.Directory, new TenantEventAccess(), new ManualClock());
        _target = new EventStreamTarget(_events);
    }

    [Fact]
    public async Task Each_firing_is_one_event_however_often_it_is_delivered()
    {
        for (var delivery = 0; delivery < 2; delivery++)
        {
            (await _target.DeliverAsync(DeliveryOf(7, """{"type":"DayClosed","data":{"a": [1]},"tags":["books"]}"""), CancellationToken.None)).ShouldBeNull();
        }

        var slice = await _events.ReadAsync(Ana, new EventRead("days"));
        var @event = slice.Events.ShouldHaveSingleItem();
        (@event.User?.Type, @event.User?.Data).ShouldBe(("DayClosed", """{"a":[1]}"""));
        @event.User.ShouldNotBeNull().Tags.ShouldBe(["books"]);
        using var metadata = JsonDocument.Parse(@event.User.Metadata.ShouldNotBeNull());
        (metadata.RootElement.GetProperty("schedule").GetString(), metadata.RootElement.GetProperty("firing").GetInt64()).ShouldBe(("nightly", 7));
    }

    [Fact]
    public async Task An_event_needs_nothing_but_its_type()
    {
        (await _target.CheckAsync(Ana, new ScheduleTarget("stream", "days", """{"type":"DayClosed"}"""))).ShouldBeNull();
        (await _target.DeliverAsync(DeliveryOf(1, """{"type":"DayClosed"}"""), CancellationToken.None)).ShouldBeNull();
        (await _events.ReadAsync(Ana, new EventRead("days"))).Events.ShouldHaveSingleItem().User?.Data.ShouldBe("{}");
    }

    [Theory]
    [InlineData("days", "{}", "bad-input", "no type")]
    [InlineData("days", "[]", "bad-input", "no type")]
    [InlineData("days", """{"type":7}""", "bad-input", "no type")]
    [InlineData("days", """{"type":"T","data":[]}""", "bad-input", "no JSON object")]
    [InlineData("days", """{"type":"T","tags":"x"}""", "bad-input", "no array")]
    [InlineData("days", """{"type":"T","tags":[1]}""", "bad-input", "no array")]
    [InlineData("days", """{"type":"T","date":{}}""", "bad-input", "'date'")]
    [InlineData("no stream", """{"type":"T"}""", "bad-text", "stream's name")]
    [InlineData("days", """{"type":"flexcore.mine"}""", "", "flexcore.")]
    public async Task What_is_no_event_is_refused_when_the_schedule_is_made(string stream, string input, string code, string words)
    {
        var refusal = (await _target.CheckAsync(Ana, new ScheduleTarget("stream", stream, input))).ShouldNotBeNull();

        refusal.Message.ShouldContain(words);
        if (code.Length > 0)
        {
            refusal.Code.ShouldBe(code);
        }
    }

    private static ScheduleDelivery DeliveryOf(long number, string input) => new(
        Ana, "nightly", new ScheduleTarget(ScheduleTarget.EventStream, "days", input), new RunningFiring(number, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, FiringOrigin.Due));
}
