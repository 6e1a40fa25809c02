using FlexCore.Application.Cluster;
using FlexCore.Cluster.Singletons;
using FlexCore.Testing.Probes;

namespace FlexCore.Cluster.Tests.Singletons;

public sealed class HeldRunTests
{
    private static readonly NamedLease Lease = new("singleton/clock", 4, new NodeId("node-1", 1));

    [Fact]
    public async Task The_component_gets_its_lease_and_stops_when_told()
    {
        var ended = new Signal();
        NamedLease? given = null;
        using var run = new HeldRun(
            Lease,
            async (lease, stop) =>
            {
                given = lease;
                await new Signal().WaitAsync(stop);
            },
            ended.Set);
        run.HasEnded.ShouldBeFalse();

        await run.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));

        given.ShouldBe(Lease);
        (run.HasEnded, ended.IsSet).ShouldBe((true, true));
    }

    [Fact]
    public async Task What_it_throws_is_kept_and_told()
    {
        var ended = new Signal();
        using var run = new HeldRun(Lease, (_, _) => throw new InvalidOperationException("broken"), ended.Set);
        (await run.Task)?.Message.ShouldBe("broken");
        ended.IsSet.ShouldBeTrue();
        await run.StopAsync();
    }
}
