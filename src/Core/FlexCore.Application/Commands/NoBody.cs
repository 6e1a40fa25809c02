namespace FlexCore.Application.Commands;

/// <summary>The body of a command that says everything by its name.</summary>
internal sealed record NoBody
{
    /// <summary>The only one.</summary>
    public static NoBody Instance { get; } = new();
}
