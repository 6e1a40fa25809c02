using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Simulation.Tests.World;

/// <summary>The probes of one process over the simulated network.</summary>
internal sealed class SimProbe(SimCluster cluster, SimProcess self) : IMemberProbe
{
    public ValueTask<ProbeReply?> ProbeAsync(Member target, TableVersions known, CancellationToken cancellationToken = default) =>
        CallAsync<ProbeReply?>(target, (responder, reply) => reply(responder.Answer(known)), cancellationToken);

    public ValueTask<bool?> ProbeThroughAsync(Member via, Member target, CancellationToken cancellationToken = default) =>
        cluster.Bugs.NoIndirectProbes && target.Id != self.Node?.Id
            ? new ValueTask<bool?>(false)
            : CallAsync<bool?>(via, async (responder, reply) => reply(await responder.ProbeForAsync(target)), cancellationToken);

    private async ValueTask<T?> CallAsync<T>(Member target, Action<IProbeResponder, Action<T>> call, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource<T?>();
        using var cancel = cancellationToken.Register(() => answered.TrySetResult(default));
        var to = SimProcess.IndexOf(target.Address);
        cluster.Network.Send(self.Index, to, () =>
        {
            if (cluster.Processes[to] is not { Node.Responder: { } responder } process)
            {
                // Nobody listens there: refused at once.
                Back(to, default, answered);
                return;
            }

            process.Context.Post(() => call(responder, value => Back(to, value, answered)));
        });
        return await answered.Task;
    }

    private void Back<T>(int from, T? value, TaskCompletionSource<T?> answered) =>
        cluster.Network.Send(from, self.Index, () => self.Context.Post(() => answered.TrySetResult(value)));
}
