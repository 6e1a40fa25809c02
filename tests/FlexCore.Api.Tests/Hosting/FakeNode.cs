using FlexCore.Application.Nodes;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>A node whose state a test sets.</summary>
internal sealed class FakeNode(TimeProvider clock) : INode
{
    public NodeState State { get; set; } = NodeState.Ready;

    public string? Failure { get; set; }

    public string Version => "0.1.0";

    public string DataFolder => "/data";

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    public int StreamsAtWork { get; set; }
}
