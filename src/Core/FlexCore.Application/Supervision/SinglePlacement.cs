using FlexCore.Domain;

namespace FlexCore.Application.Supervision;

/// <summary>The placement of a process that is alone: every stream is here.</summary>
public sealed class SinglePlacement : IStreamPlacement
{
    private SinglePlacement()
    {
    }

    /// <summary>The one instance.</summary>
    public static SinglePlacement Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsHere(EntityId pipeline) => true;
}
