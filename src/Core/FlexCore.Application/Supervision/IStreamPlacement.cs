using FlexCore.Domain;

namespace FlexCore.Application.Supervision;

/// <summary>Says which streams this process keeps at work. Thread-safe.</summary>
public interface IStreamPlacement
{
    /// <summary>Whether the stream of a pipeline belongs here now. In a cluster exactly one node answers yes: the owner of the stream's shard.</summary>
    /// <param name="pipeline">The pipeline.</param>
    bool IsHere(EntityId pipeline);
}
