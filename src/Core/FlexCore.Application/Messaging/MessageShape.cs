using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Messaging;

/// <summary>How a command or query is named, written and checked. Immutable.</summary>
/// <typeparam name="TMessage">The command or query.</typeparam>
/// <typeparam name="TResult">What its handler answers.</typeparam>
/// <param name="Name">Its name: dot-separated words of lower-case letters, digits and dashes, at most 100 characters, for example <c>orders.place</c>.</param>
/// <param name="Message">Its JSON shape, generated at build time. A member that the shape does not know is refused, whatever its options say.</param>
/// <param name="Result">The JSON shape of the result.</param>
public sealed record MessageShape<TMessage, TResult>(string Name, JsonTypeInfo<TMessage> Message, JsonTypeInfo<TResult> Result)
    where TMessage : class
    where TResult : class
{
    /// <summary>What it does, one sentence for people.</summary>
    /// <value>The default value is empty.</value>
    public string Summary { get; init; } = "";

    /// <summary>What a principal must be allowed to send it.</summary>
    /// <value>The default value is the name.</value>
    public string Permission { get; init; } = Name;

    /// <summary>Checks what the JSON shape cannot say. Pure. Every mistake is told.</summary>
    /// <value>The default value is <see langword="null"/>: there is nothing to check.</value>
    public Func<TMessage, IEnumerable<FieldMistake>>? Check { get; init; }

    /// <summary>For a query: the projections whose read models it reads.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<string> Reads { get; init; } = [];
}
