using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Testing.Cluster;

namespace FlexCore.Simulation.Tests.World;

/// <summary>The one database: the in-memory tables behind a network, with outages, slowness, errors, and answers that are lost after the commit.</summary>
internal sealed class SimDatabase
{
    private readonly SimCluster _cluster;
    private readonly InMemoryCluster _tables;

    public SimDatabase(SimCluster cluster, int shardCount)
    {
        _cluster = cluster;
        _tables = new InMemoryCluster(shardCount, new SimClock(cluster.Scheduler, context: null, TimeSpan.FromHours(-3), rate: 1));
    }

    /// <summary>Whether it is away: nothing is executed.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether an outage refuses connections; otherwise it says nothing.</summary>
    public bool Refuses { get; set; }

    /// <summary>How long a statement takes at most.</summary>
    public double StatementMaxSeconds { get; set; } = 0.003;

    /// <summary>The share of statements that fail and change nothing.</summary>
    public double Errors { get; set; }

    /// <summary>The share of statements that are executed and whose answer is lost.</summary>
    public double LostReplies { get; set; }

    /// <summary>How many statements were executed.</summary>
    public long Statements { get; private set; }

    /// <summary>How many versions older the membership table is than it was: somebody has restored a backup.</summary>
    public long SetBackBy { get; set; }

    public MembershipSnapshot Members => Now(_tables.Members.ReadAsync());

    public ShardTableSnapshot Shards => Now(_tables.Shards.ReadAsync());

    public IReadOnlyList<LeaseHolding> Leases => Now(_tables.Leases.ListAsync());

    public InMemoryCluster Tables => _tables;

    /// <summary>The answer of the tables, which answer at once.</summary>
    public static T Now<T>(ValueTask<T> done) => done.IsCompletedSuccessfully ? done.Result : throw new InvalidOperationException("The in-memory tables answer at once.");

    /// <summary>Says that the tables have done it.</summary>
    public static bool Done(ValueTask done) => done.IsCompletedSuccessfully ? true : throw new InvalidOperationException("The in-memory tables answer at once.");

    public void Heal()
    {
        IsDown = false;
        Errors = 0;
        LostReplies = 0;
        StatementMaxSeconds = 0.003;
    }

    /// <summary>What an operator must not do: takes a row away without a word.</summary>
    public void DeleteByHand(NodeId id) => _tables.DeleteMember(id);

    /// <summary>One statement of one process.</summary>
    public async ValueTask<T> CallAsync<T>(SimProcess caller, Func<T> execute, CancellationToken cancellationToken)
    {
        var scheduler = _cluster.Scheduler;
        var answered = new TaskCompletionSource<T>();
        using var cancel = cancellationToken.Register(() => answered.TrySetCanceled(cancellationToken));
        _cluster.Network.Send(caller.Index, _cluster.Network.Database, () =>
        {
            if (IsDown)
            {
                if (Refuses)
                {
                    Fail(caller, answered, "the database refuses connections");
                }

                return;
            }

            scheduler.After(scheduler.Between(0.0001, StatementMaxSeconds), () => Execute(caller, execute, answered));
        });
        return await answered.Task;
    }

    private void Execute<T>(SimProcess caller, Func<T> execute, TaskCompletionSource<T> answered)
    {
        if (IsDown)
        {
            return;
        }

        if (_cluster.Scheduler.Chance(Errors))
        {
            Fail(caller, answered, "the statement failed");
            return;
        }

        Statements++;
        caller.Statements++;
        var result = execute();
        _cluster.Checks.AfterStatement();
        if (!_cluster.Scheduler.Chance(LostReplies))
        {
            Back(caller, () => answered.TrySetResult(result));
        }
    }

    private void Fail<T>(SimProcess caller, TaskCompletionSource<T> answered, string why) =>
        Back(caller, () => answered.TrySetException(new JournalException($"Simulated: {why}.")));

    private void Back(SimProcess caller, Action answer) => _cluster.Network.Send(_cluster.Network.Database, caller.Index, () => caller.Context.Post(answer));
}
