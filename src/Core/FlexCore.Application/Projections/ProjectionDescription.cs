using System.Globalization;

namespace FlexCore.Application.Projections;

/// <summary>What is to be known of a projection before it sees an event. Immutable.</summary>
/// <param name="Name">Its name: 1 to 64 of <c>a-z 0-9 - _</c>, beginning with a letter.</param>
/// <param name="Version">Raise it when the projection makes something else of the same events: the read model is then built anew beside the old one, and swapped in.</param>
/// <param name="Scope">Whether a document belongs to one stream.</param>
public sealed record ProjectionDescription(string Name, int Version, ProjectionScope Scope)
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLengthMax = 64;

    /// <summary>What is made, when that is not said by the version alone: the hash of a declarative projection's document.</summary>
    /// <value>The default value is empty.</value>
    public string Content { get; init; } = "";

    /// <summary>One line for people.</summary>
    /// <value>The default value is empty.</value>
    public string Summary { get; init; } = "";

    /// <summary>
    /// Whether readers who may see events see personal values of its documents. The documents keep them sealed, with where they come from; they are opened for the reader, and not any more when the person was forgotten. The projection
    /// can copy such a value from an event's data to a document, and do nothing else with it.
    /// </summary>
    /// <value>The default value is <see langword="false"/>: sealed values stay sealed for everybody.</value>
    public bool ShowsPersonal { get; init; }

    /// <summary>Tells whether a stored read model was made by this projection.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"v{Version}/{Scope}/{Content}{(ShowsPersonal ? "/personal" : "")}");

    /// <summary>Whether a text can name a projection.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= NameLengthMax }
        && char.IsAsciiLetterLower(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
