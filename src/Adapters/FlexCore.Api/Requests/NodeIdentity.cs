using FlexCore.Api.Limits;

namespace FlexCore.Api.Requests;

/// <summary>The name under which the node is known.</summary>
internal sealed class NodeIdentity
{
    /// <summary>Takes the configured name, or the machine's.</summary>
    /// <param name="options">The options.</param>
    public NodeIdentity(ApiOptions options) => Id = options.NodeId.Length > 0 ? options.NodeId : Environment.MachineName.ToLowerInvariant();

    /// <summary>The name.</summary>
    public string Id { get; }
}
