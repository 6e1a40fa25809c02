namespace FlexCore.Application.Commands;

/// <summary>What a command is called between nodes. A contract like the names of events; class names are not.</summary>
/// <param name="Name">Dot-separated kebab-case words, for example <c>pipeline.add-step</c>.</param>
/// <param name="Version">The version of the body's shape, from 1.</param>
public readonly record struct CommandName(string Name, int Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} version {Version}";
}
