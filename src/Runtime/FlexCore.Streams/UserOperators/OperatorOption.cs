namespace FlexCore.Streams.UserOperators;

/// <summary>An option of an operator, checked before data flows.</summary>
/// <param name="Name">Its key in pipeline files.</param>
/// <param name="Kind">What may stand as its value.</param>
/// <param name="Meaning">What it does, in a few words.</param>
public sealed record OperatorOption(string Name, OptionKind Kind, string Meaning)
{
    /// <summary>Whether a pipeline must give it.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool IsRequired { get; init; }

    /// <summary>The value, as a pipeline would write it, when a pipeline gives none.</summary>
    /// <value>The default value is <see langword="null"/>: the operator asks <see cref="OperatorSetup.Has"/>.</value>
    public string? Default { get; init; }

    /// <summary>For <see cref="OptionKind.Choice"/>: the allowed words.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
