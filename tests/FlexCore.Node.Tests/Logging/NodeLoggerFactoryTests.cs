using FlexCore.Application.Inspection;
using FlexCore.Node.Logging;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Tests.Logging;

/// <summary>What a node logs, what it keeps of it, and how both are looked at and changed while it runs.</summary>
public sealed class NodeLoggerFactoryTests : IDisposable
{
    private const int Kept = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Action<ILogger, int, Exception?> Said = LoggerMessage.Define<int>(LogLevel.Warning, new EventId(7, "Said"), "number {Number}");
    private static readonly Action<ILogger, string, Exception?> Whispered = LoggerMessage.Define<string>(LogLevel.Debug, new EventId(8, "Whispered"), "{Text}");

    private readonly StringWriter _output = new();
    private readonly ManualClock _clock = new();
    private readonly NodeLoggerFactory _logs;

    public NodeLoggerFactoryTests() => _logs = new NodeLoggerFactory(new JsonLoggerFactory(_output, _clock, LogLevel.Trace), LogLevel.Warning, Kept, _clock);

    public void Dispose()
    {
        _logs.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task What_is_logged_is_written_and_kept()
    {
        Said(_logs.CreateLogger("FlexCore.Test"), 5, new InvalidOperationException("because"));

        var one = (await TakeAsync(1)).Single();

        (one.Number, one.At, one.Level, one.Id, one.Category, one.Message, one.Error).ShouldBe((1L, _clock.GetUtcNow(), LogEventLevel.Warning, 7, "FlexCore.Test", "number 5", "because"));
        _output.ToString().ShouldContain("\"message\":\"number 5\"");
    }

    [Fact]
    public async Task What_is_less_important_is_neither_written_nor_kept_until_a_rule_says_so()
    {
        var logger = _logs.CreateLogger("FlexCore.Cluster.Shards");
        Whispered(logger, "before", null);
        _logs.Book.LastNumber.ShouldBe(0);

        _logs.Book.TrySet("FlexCore.Cluster", LogEventLevel.Debug, TimeSpan.FromMinutes(1)).ShouldBeTrue();
        Whispered(logger, "during", null);
        Whispered(_logs.CreateLogger("FlexCore.Actors"), "elsewhere", null);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Whispered(logger, "after", null);

        (await TakeAsync(1)).Select(static one => one.Message).ShouldBe(["during"]);
        _logs.Book.LastNumber.ShouldBe(1);
        _logs.Book.Rules.ShouldBeEmpty("it has ended by itself");
        _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public void The_longest_beginning_of_a_category_decides()
    {
        _logs.Book.TrySet("FlexCore", LogEventLevel.Debug, null);
        _logs.Book.TrySet("FlexCore.Cluster", LogEventLevel.Error, null);

        _logs.CreateLogger("FlexCore.Actors").IsEnabled(LogLevel.Debug).ShouldBeTrue();
        _logs.CreateLogger("FlexCore.Cluster.Shards").IsEnabled(LogLevel.Warning).ShouldBeFalse();
        _logs.Book.Remove("FlexCore.Cluster").ShouldBeTrue();
        _logs.Book.Remove("FlexCore.Cluster").ShouldBeFalse();
        _logs.CreateLogger("FlexCore.Cluster.Shards").IsEnabled(LogLevel.Debug).ShouldBeTrue();
    }

    [Fact]
    public void The_web_server_is_never_logged_below_warnings_because_addresses_may_hold_secrets()
    {
        _logs.Book.TrySet("Microsoft", LogEventLevel.Trace, null);

        _logs.CreateLogger("Microsoft.AspNetCore.Hosting").IsEnabled(LogLevel.Information).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_newest_are_kept_and_a_slow_reader_misses_numbers()
    {
        var logger = _logs.CreateLogger("FlexCore.Test");
        for (var number = 1; number <= 25; number++)
        {
            Said(logger, number, null);
        }

        (await TakeAsync(Kept, newest: 1_000)).Select(static one => one.Number).ShouldBe(Enumerable.Range(16, Kept).Select(static number => (long)number));
        (await TakeAsync(3, newest: 3)).Select(static one => one.Number).ShouldBe([23L, 24, 25]);
        (await TakeAsync(2, after: 23)).Select(static one => one.Number).ShouldBe([24L, 25]);
        (await TakeAsync(1, after: 4)).Single().Number.ShouldBe(16, "what is not kept any more is missing");
        (await TakeAsync(1, newest: 1, after: 999)).Single().Number.ShouldBe(25, "a number that there was not yet is none");
    }

    [Fact]
    public async Task Further_events_come_as_they_are_logged()
    {
        var logger = _logs.CreateLogger("FlexCore.Test");
        await using var tail = _logs.Book.TailAsync(new LogQuery { Category = "FlexCore.Test" }, newest: 0, after: null).GetAsyncEnumerator();
        var next = tail.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse("nothing was logged");

        Said(_logs.CreateLogger("FlexCore.Other"), 1, null);
        Said(logger, 2, null);

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        tail.Current.Message.ShouldBe("number 2");
    }

    [Fact]
    public async Task A_tail_ends_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        await using var tail = _logs.Book.TailAsync(new LogQuery(), newest: 0, after: null, stop.Token).GetAsyncEnumerator();
        var next = tail.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_event_belongs_to_the_request_in_whose_scope_it_was_logged()
    {
        var logger = _logs.CreateLogger("FlexCore.Test");
        using (logger.BeginScope(new Dictionary<string, object?> { ["Tenant"] = "acme", ["CorrelationId"] = "chain-1" }))
        {
            Said(logger, 1, null);
        }

        Said(logger, 2, null);

        var events = await TakeAsync(2);
        events.Select(static one => (one.Tenant, one.CorrelationId)).ShouldBe([("acme", "chain-1"), (null, null)]);
        new LogQuery { Tenant = "acme" }.Wants(events[0]).ShouldBeTrue();
        new LogQuery { Tenant = "acme" }.Wants(events[1]).ShouldBeFalse("it is not known whose it is");
        new LogQuery { LevelMin = LogEventLevel.Error }.Wants(events[0]).ShouldBeFalse();
    }

    [Fact]
    public void A_place_without_scopes_makes_them_cost_nothing()
    {
        using var logs = new NodeLoggerFactory(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, LogLevel.Trace, Kept, _clock);
        var logger = logs.CreateLogger("FlexCore.Test");

        logger.IsEnabled(LogLevel.Critical).ShouldBeFalse("the place decides what it takes");
        Said(logger, 1, null);
        logs.Book.LastNumber.ShouldBe(0);
    }

    [Fact]
    public async Task A_long_message_is_cut()
    {
        _logs.Book.TrySet("FlexCore", LogEventLevel.Debug, null);
        Whispered(_logs.CreateLogger("FlexCore.Test"), new string('x', 10_000), null);

        (await TakeAsync(1)).Single().Message.Length.ShouldBe(LogBook.MessageLengthMax);
    }

    [Fact]
    public void There_is_an_end_to_rules()
    {
        for (var rule = 0; rule < ILogBook.RulesMax; rule++)
        {
            _logs.Book.TrySet($"C{rule}", LogEventLevel.Debug, rule == 0 ? TimeSpan.FromSeconds(1) : null).ShouldBeTrue();
        }

        _logs.Book.TrySet("one-more", LogEventLevel.Debug, null).ShouldBeFalse();
        _logs.Book.TrySet("C7", LogEventLevel.Trace, null).ShouldBeTrue("it replaces one");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _logs.Book.TrySet("one-more", LogEventLevel.Debug, null).ShouldBeTrue("one has ended");
    }

    private async Task<List<LogEvent>> TakeAsync(int count, int newest = 100, long? after = null)
    {
        var taken = new List<LogEvent>();
        using var limit = new CancellationTokenSource(Patience);
        await foreach (var one in _logs.Book.TailAsync(new LogQuery(), newest, after, limit.Token))
        {
            taken.Add(one);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
