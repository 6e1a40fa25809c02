using System.Collections.Concurrent;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Tests.Nodes;

/// <summary>Probes between nodes of one process, without a network. Thread-safe.</summary>
internal sealed class DirectProbe : IMemberProbe
{
    private readonly ConcurrentDictionary<NodeAddress, IProbeResponder> _responders = new();

    public void Listen(NodeAddress address, IProbeResponder responder) => _responders[address] = responder;

    public void Close(NodeAddress address) => _responders.TryRemove(address, out _);

    public ValueTask<ProbeReply?> ProbeAsync(Member target, TableVersions known, CancellationToken cancellationToken = default) =>
        new(_responders.TryGetValue(target.Address, out var responder) ? responder.Answer(known) : null);

    public async ValueTask<bool?> ProbeThroughAsync(Member via, Member target, CancellationToken cancellationToken = default) =>
        _responders.TryGetValue(via.Address, out var responder) ? await responder.ProbeForAsync(target, cancellationToken) : null;
}
