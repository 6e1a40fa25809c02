using System.Text;
using FlexCore.Actors.Topics;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using Topics = FlexCore.Application.EventTopics.EventTopics;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>A topic that is written on one node and read on another: the backlog's bound counts the reader all the same.</summary>
public sealed class SharedReadersTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly SecurityContext Me = SecurityContext.Development;
    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly EventTopicOptions _options = new() { BacklogBytesMax = 20 };
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly TopicBus _bus = new(new TopicOptions());
    private readonly List<Task> _sharing = [];
    private TopicHost? _host;

    public async Task InitializeAsync()
    {
        _host = new TopicHost(_store.Journal, _store.Snapshots, _store.Leases, _options, () => ValueTask.CompletedTask, _clock);
        await _host.CrashAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var sharing in _sharing)
        {
            await sharing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _bus.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Appends_are_refused_while_the_reader_on_another_node_is_too_far_behind()
    {
        var (writer, reader) = (Node(_end.Token), Node(_end.Token));
        var reading = reader.ConsumeAsync(Me, "orders", 0, _end.Token).GetAsyncEnumerator(CancellationToken.None);
        await AppendAsync(writer);
        (await reading.MoveNextAsync()).ShouldBeTrue();

        // From here on the reader stands still: it has the first record and comes back for the next only below.
        var second = reading.MoveNextAsync();
        await AppendAsync(writer);
        (await second).ShouldBeTrue();
        var refusal = await UntilAsync(writer, refused: true);
        refusal.ShouldNotBeNull().Code.ShouldBe("backlog-full");

        var end = (await writer.GetEndAsync(Me, "orders")).Position;
        while (reading.Current.Position < end)
        {
            (await reading.MoveNextAsync()).ShouldBeTrue();
        }

        var next = reading.MoveNextAsync().AsTask();
        (await UntilAsync(writer, refused: false)).ShouldBeNull("the reader has caught up");
        (await next).ShouldBeTrue();
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_that_has_ended_holds_nobody_up()
    {
        var (writer, reader) = (Node(_end.Token), Node(_end.Token));
        var reading = await BehindAsync(writer, reader);

        await reading.DisposeAsync();

        (await UntilAsync(writer, refused: false)).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_says_nothing_more_holds_nobody_up_for_long()
    {
        using var dies = new CancellationTokenSource();
        var (writer, reader) = (Node(_end.Token), Node(dies.Token));
        var reading = await BehindAsync(writer, reader);

        await dies.CancelAsync();

        (await UntilAsync(writer, refused: false)).ShouldBeNull();
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_that_stands_still_is_told_again_and_again()
    {
        var (writer, reader) = (Node(_end.Token), Node(_end.Token));
        var reading = await BehindAsync(writer, reader);

        for (var i = 0; i < 40; i++)
        {
            await using var heard = _bus.Subscribe(Service, "event-topics:readers", 16);
            var next = heard.ReadAllAsync(_end.Token).GetAsyncEnumerator();
            var told = next.MoveNextAsync().AsTask();
            while (!told.IsCompleted)
            {
                _clock.Advance(_options.ReaderReportInterval);
                await Task.WhenAny(told, _clock.WhenTimersArmedAsync(2)).WaitAsync(Patience);
                await Task.Yield();
            }

            await next.DisposeAsync();
        }

        // What was told here may be on its way to the writer, so it is asked until it knows. Nothing more is told meanwhile: the clock stands.
        (await UntilAsync(writer, refused: true, TimeSpan.Zero)).ShouldNotBeNull().Code.ShouldBe("backlog-full");
        await reading.DisposeAsync();
    }

    private static SecurityContext Service { get; } = new(TenantId.Default, "test");

    private Topics Node(CancellationToken life)
    {
        var region = _host?.Region ?? throw new InvalidOperationException("The host has not started.");
        var node = new Topics(region, _store.Journal, _bus, _options, _clock);
        _sharing.Add(Task.Run(() => node.ShareReadersAsync(life), CancellationToken.None));
        return node;
    }

    // A reader that has taken one record and leaves the rest, known to the writer's node.
    private async Task<IAsyncEnumerator<EventTopicBatch>> BehindAsync(Topics writer, Topics reader)
    {
        var reading = reader.ConsumeAsync(Me, "orders", 0, _end.Token).GetAsyncEnumerator(CancellationToken.None);
        await AppendAsync(writer);
        (await reading.MoveNextAsync()).ShouldBeTrue();
        var second = reading.MoveNextAsync();
        await AppendAsync(writer);
        (await second).ShouldBeTrue();
        (await UntilAsync(writer, refused: true)).ShouldNotBeNull();
        return reading;
    }

    // Reports travel on threads of their own, so the clock goes on until they have arrived.
    private Task<Refusal?> UntilAsync(Topics writer, bool refused) => UntilAsync(writer, refused, _options.ReaderReportInterval);

    private async Task<Refusal?> UntilAsync(Topics writer, bool refused, TimeSpan step)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            var refusal = await AppendAsync(writer);
            if (refused == refusal is not null)
            {
                return refusal;
            }

            _clock.Advance(step);
            await looks.WaitForNextTickAsync(_end.Token);
        }
    }

    private static async Task<Refusal?> AppendAsync(Topics topics) =>
        (await topics.AppendAsync(new EventTopicAppend(Me, "orders", Encoding.UTF8.GetBytes("\"0\"\n"), 1, "c"))).Refusal;
}
