namespace FlexCore.Hocon.Syntax;

/// <summary><c>${path}</c>, <c>${?path}</c> or <c>${path[]}</c>.</summary>
internal sealed class SubstitutionNode(SubstitutionPath path, bool isOptional, bool isList, HoconOrigin origin) : Node(origin)
{
    public SubstitutionPath Path { get; } = path;

    public bool IsOptional { get; } = isOptional;

    /// <summary>Whether the environment is asked for X_0, X_1 … instead of X.</summary>
    public bool IsList { get; } = isList;

    public override bool IsDelayed => true;

    /// <summary>The substitution as the user wrote it, without the include's prefix.</summary>
    public override string ToString() =>
        (IsOptional ? "${?" : "${") + HoconPath.Render(Path.Written) + (IsList ? "[]}" : "}");
}

/// <summary>What a substitution looks up: first below the place its file was included at, then at the document's root.</summary>
/// <param name="Prefix">Where the file was included; empty for the first file.</param>
/// <param name="Written">The path in the text.</param>
internal sealed record SubstitutionPath(IReadOnlyList<string> Prefix, IReadOnlyList<string> Written);
