using FlexCore.Application.SystemJobs;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the system jobs until the node has started. Thread-safe.</summary>
internal sealed class DeferredSystemJobs(Deferred<NodeParts> node) : ISystemJobs
{
    public bool AreHere => node.Value.SystemJobs.AreHere;

    public IReadOnlyList<SystemJobFacts> List() => node.Value.SystemJobs.List();

    public bool Request(string name) => node.Value.SystemJobs.Request(name);
}
