namespace FlexCore.Streams.Expressions.Functions;

/// <summary>One function or method: how it is written, what it means, and an example that a test executes.</summary>
/// <remarks>
/// <para>The signature is read, not only shown. <c>text.name(…)</c>, <c>list.</c>, <c>number.</c>, <c>object.</c>, <c>pattern.</c> and
/// <c>value.</c> make a method of that receiver; any other name before the parentheses is a function.</para>
/// <para>A parameter with <c>=</c> may be left out, <c>...</c> takes any number. A parameter called <c>fn</c> must be a function and
/// <c>pattern</c> a regular expression; <c>…OrFn</c> and <c>…OrPattern</c> may be one.</para>
/// </remarks>
internal sealed class FunctionEntry
{
    private static readonly Dictionary<string, FunctionReceiver> Receivers = new(StringComparer.Ordinal)
    {
        ["text"] = FunctionReceiver.Text,
        ["list"] = FunctionReceiver.List,
        ["number"] = FunctionReceiver.Number,
        ["object"] = FunctionReceiver.Object,
        ["pattern"] = FunctionReceiver.Pattern,
        ["value"] = FunctionReceiver.Any,
    };

    /// <summary>Creates an entry.</summary>
    /// <param name="signature">How it is called; see the remarks.</param>
    /// <param name="meaning">What it does, as a sentence.</param>
    /// <param name="example">An expression that uses it.</param>
    /// <param name="result">The example's result as JSON; <c>undefined</c> and <c>NaN</c> as such.</param>
    /// <param name="body">What it does.</param>
    public FunctionEntry(string signature, string meaning, string example, string result, FunctionBody body)
    {
        (Signature, Meaning, Example, Result, Body) = (signature, meaning, example, result, body);
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        var name = signature[..open];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && Receivers.TryGetValue(name[..dot], out var receiver))
        {
            (Receiver, Name) = (receiver, name[(dot + 1)..]);
        }
        else
        {
            Name = name;
        }

        var parameters = signature[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        MinArguments = parameters.Count(static parameter => !parameter.Contains('=') && !parameter.StartsWith("...", StringComparison.Ordinal));
        MaxArguments = parameters.Any(static parameter => parameter.StartsWith("...", StringComparison.Ordinal)) ? int.MaxValue : parameters.Length;
        CallbackAt = Array.FindIndex(parameters, static parameter => parameter.Split(' ')[0] is "fn" || parameter.Split(' ')[0].EndsWith("OrFn", StringComparison.Ordinal));
        MustHaveCallback = CallbackAt >= 0 && parameters[CallbackAt] == "fn";
        Pattern = parameters.FirstOrDefault()?.Split(' ')[0] switch
        {
            "pattern" => PatternUse.Required,
            { } first when first.EndsWith("OrPattern", StringComparison.Ordinal) => PatternUse.Optional,
            _ => PatternUse.None,
        };
    }

    /// <summary>What it is a method of; <see cref="FunctionReceiver.None"/> for a function.</summary>
    public FunctionReceiver Receiver { get; }

    /// <summary>Its name, with the namespace where it has one: <c>Math.max</c>.</summary>
    public string Name { get; }

    public string Signature { get; }

    public string Meaning { get; }

    public string Example { get; }

    public string Result { get; }

    public FunctionBody Body { get; }

    public int MinArguments { get; }

    public int MaxArguments { get; }

    /// <summary>The position of the argument that is or may be a function; -1 without one.</summary>
    public int CallbackAt { get; }

    public bool MustHaveCallback { get; }

    /// <summary>Whether argument 0 may be or must be a regular expression.</summary>
    public PatternUse Pattern { get; }
}
