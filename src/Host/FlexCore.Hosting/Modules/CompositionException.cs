namespace FlexCore.Hosting.Modules;

/// <summary>The modules of a host do not fit together. Nothing was started.</summary>
public sealed class CompositionException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="mistakes">What is wrong, each a sentence with module, handler and remedy.</param>
    public CompositionException(IReadOnlyList<string> mistakes)
        : base(mistakes is { Count: 1 } ? mistakes[0] : $"The modules have {mistakes?.Count} mistakes:\n{string.Join('\n', mistakes ?? [])}")
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        Mistakes = mistakes;
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
