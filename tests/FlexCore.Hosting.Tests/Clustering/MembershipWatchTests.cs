using FlexCore.Application.Cluster;
using FlexCore.Hosting.Clustering;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Tests.Clustering;

public sealed class MembershipWatchTests
{
    private static readonly NodeId A = new("a", 1);
    private static readonly NodeId B = new("b", 1);

    private readonly KeptLog _log = new();
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IReadOnlyList<NodeId>> _retained = [];

    [Fact]
    public async Task A_fault_of_the_connections_does_not_make_the_node_deaf()
    {
        var calls = 0;
        var watch = new MembershipWatch(
            members =>
            {
                _retained.Add(members);
                return ++calls == 1 ? throw new InvalidOperationException("A socket is gone.") : Task.CompletedTask;
            },
            _told, new ClusterNodeLog(_log));

        await watch.RunAsync(States((MemberStatus.Up, MemberStatus.Up), (MemberStatus.Leaving, MemberStatus.Down)), CancellationToken.None);

        _told.Task.IsCompleted.ShouldBeTrue("the word to leave came after the fault and was heard");
        _retained.Select(members => string.Join(' ', members)).ShouldBe(["a@1 b@1", "a@1"]);
        _log.Lines.Select(line => line.Id).ShouldBe([6144, 6143]);
    }

    [Fact]
    public async Task The_word_to_leave_is_told_once()
    {
        var watch = new MembershipWatch(_ => Task.CompletedTask, _told, new ClusterNodeLog(_log));

        await watch.RunAsync(States((MemberStatus.Leaving, MemberStatus.Up), (MemberStatus.Leaving, MemberStatus.Up)), CancellationToken.None);

        _log.Lines.Count(line => line.Id == 6143).ShouldBe(1);
    }

    private static async IAsyncEnumerable<ClusterState> States(params (MemberStatus OfA, MemberStatus OfB)[] states)
    {
        foreach (var (ofA, ofB) in states)
        {
            await Task.Yield();
            var address = new NodeAddress("127.0.0.1", 1);
            yield return new ClusterState(A, new MembershipSnapshot(1, [new Member(A, ofA, address), new Member(B, ofB, address)], DateTimeOffset.UnixEpoch), new ShardTableSnapshot(1, []), null, true);
        }
    }
}
