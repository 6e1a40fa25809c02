namespace FlexCore.Application.Nodes;

/// <summary>The node itself, for health checks and information pages. Thread-safe.</summary>
public interface INode
{
    /// <summary>The node's state now.</summary>
    NodeState State { get; }

    /// <summary>Why the node is <see cref="NodeState.Failed"/>, or <see langword="null"/>.</summary>
    string? Failure { get; }

    /// <summary>The program's version.</summary>
    string Version { get; }

    /// <summary>The data folder's full path.</summary>
    string DataFolder { get; }

    /// <summary>When the node began to start, UTC.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>How many streams and jobs are at work.</summary>
    int StreamsAtWork { get; }
}
