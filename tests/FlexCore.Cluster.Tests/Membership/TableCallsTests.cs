using FlexCore.Application.Journal;
using FlexCore.Cluster.Membership;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class TableCallsTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ClusterInstruments _instruments = new();
    private readonly TableCalls _calls;

    public TableCallsTests() => _calls = new TableCalls(new ClusterOptions(), _clock, new ClusterLog(NullLogger.Instance), _instruments);

    public void Dispose() => _instruments.Dispose();

    [Fact]
    public async Task An_answer_comes_through()
    {
        var reply = await _calls.TryAsync("ask", _ => new ValueTask<int>(7), CancellationToken.None);
        reply.ShouldBe(new TableReply<int>(Succeeded: true, 7));
    }

    [Fact]
    public async Task A_fault_is_no_answer()
    {
        (await _calls.TryAsync("ask", _ => ValueTask.FromException<int>(new JournalException("the table is locked")), CancellationToken.None)).Succeeded.ShouldBeFalse();
        (await _calls.TryAsync("ask", _ => throw new InvalidOperationException("a driver's own error"), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_table_that_says_nothing_and_looks_at_no_token_is_given_up()
    {
        var never = new TaskCompletionSource<int>();
        var call = _calls.TryAsync("ask", _ => new ValueTask<int>(never.Task), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        call.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromTicks(1));
        (await call.WaitAsync(TimeSpan.FromSeconds(30))).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_driver_that_throws_when_it_is_cancelled_throws_into_nobody()
    {
        // As one does whose connection goes away in the same moment. Out of a timer it would end the process.
        var never = new TaskCompletionSource<int>();
        using var stop = new CancellationTokenSource();
        var late = _calls.TryAsync("ask", Deaf, CancellationToken.None);
        var stopped = _calls.TryAsync("ask", Deaf, stop.Token);

        Should.NotThrow(stop.Cancel);
        Should.NotThrow(() => _clock.Advance(TimeSpan.FromSeconds(3)));

        (await late.WaitAsync(TimeSpan.FromSeconds(30))).Succeeded.ShouldBeFalse();
        (await stopped.WaitAsync(TimeSpan.FromSeconds(30))).Succeeded.ShouldBeFalse();

        async ValueTask<int> Deaf(CancellationToken token)
        {
            using var listening = token.Register(() => throw new ObjectDisposedException("connection"));
            return await never.Task;
        }
    }

    [Fact]
    public async Task Who_is_cancelled_gets_no_answer_and_no_exception()
    {
        using var cancelled = new CancellationTokenSource();
        var call = _calls.TryAsync("ask", token => new ValueTask<int>(new TaskCompletionSource<int>().Task.WaitAsync(token)), cancelled.Token);
        await cancelled.CancelAsync();
        (await call.WaitAsync(TimeSpan.FromSeconds(30))).Succeeded.ShouldBeFalse();
    }
}
