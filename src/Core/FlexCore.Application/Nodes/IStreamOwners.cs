using FlexCore.Domain;

namespace FlexCore.Application.Nodes;

/// <summary>Says which node has the stream or job of a pipeline, so that requests about it reach that node from any other. Thread-safe and cheap.</summary>
public interface IStreamOwners
{
    /// <summary>Which node has it now, as far as this node knows.</summary>
    /// <param name="pipeline">The pipeline.</param>
    StreamOwner OwnerOf(EntityId pipeline);
}
