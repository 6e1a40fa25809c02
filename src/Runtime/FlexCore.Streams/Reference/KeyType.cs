using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Reference;

/// <summary>What may stand as the value of a key of a pipeline file: the words of the reference page and the JSON Schema come from here.</summary>
/// <remarks>
/// A new reader of values gets a new member here. Every type but <see cref="Text"/> and what is made of it also takes a text with a
/// <c>${variable}</c>, because variables are replaced before values are read.
/// </remarks>
internal abstract record KeyType
{
    /// <summary>Any text; a number or boolean counts as its text.</summary>
    public static KeyType Text { get; } = new TextType("text");

    /// <summary>A path, relative to the pipeline file.</summary>
    public static KeyType Path { get; } = new TextType("path");

    /// <summary>An expression.</summary>
    public static KeyType Expression { get; } = new TextType("expression");

    /// <summary>The name of a field.</summary>
    public static KeyType Field { get; } = new TextType("field");

    /// <summary>One text, or a list of them.</summary>
    public static KeyType Texts { get; } = new ListType("text or list", Text, IsOneAllowed: true);

    /// <summary>One path, or a list of them.</summary>
    public static KeyType Paths { get; } = new ListType("path or list", Path, IsOneAllowed: true);

    /// <summary>One field, or a list of them.</summary>
    public static KeyType Fields { get; } = new ListType("field or list", Field, IsOneAllowed: true);

    /// <summary>Fields and the expressions that give their values.</summary>
    public static KeyType Expressions { get; } = new MappingType("fields: expressions", Expression);

    /// <summary>Fields and the aggregate calls that give their values.</summary>
    public static KeyType Aggregates { get; } = new MappingType("fields: aggregates", new TextType("aggregate"));

    /// <summary>Names and other names.</summary>
    public static KeyType Names { get; } = new MappingType("names: names", Field);

    /// <summary>Key parts: fields by name, or computed ones.</summary>
    public static KeyType KeyParts { get; } = new ListType("fields or `{ name: expression }`", Either(Field, Expressions), IsOneAllowed: true) { Least = 0 };

    /// <summary>A number and a unit of time.</summary>
    public static KeyType Duration { get; } = new PatternType("duration", "^ *[0-9]*\\.?[0-9]+ *(ms|s|m|h|d) *$", "for example 500ms, 10s, 1m, 2h or 1d");

    /// <summary>True or false.</summary>
    public static KeyType Flag { get; } = new FlagType();

    /// <summary>No value at all.</summary>
    public static KeyType Nothing { get; } = new NothingType();

    /// <summary>A source.</summary>
    public static KeyType Source { get; } = new DefinitionType("source");

    /// <summary>A sink.</summary>
    public static KeyType Sink { get; } = new DefinitionType("sink");

    /// <summary>A list of steps, which may be empty.</summary>
    public static KeyType Steps { get; } = Either(Nothing, new ListType("list of steps", new DefinitionType("step"), IsOneAllowed: false) { Least = 0 });

    /// <summary>Names and texts, perhaps none.</summary>
    public static KeyType Variables { get; } = Either(Nothing, new MappingType("names: values", Text) { Least = 0 });

    /// <summary>Any value.</summary>
    public static KeyType Any { get; } = new AnyType("any value");

    /// <summary>The type in few words, for the reference page; Markdown.</summary>
    public abstract string Words { get; }

    /// <summary>A whole number.</summary>
    /// <param name="low">The least allowed number.</param>
    /// <param name="high">The greatest allowed number.</param>
    public static KeyType Count(long low, long high) => new NumberType(low, high, IsWhole: true);

    /// <summary>A number.</summary>
    /// <param name="low">The least allowed number.</param>
    /// <param name="high">The greatest allowed number.</param>
    public static KeyType Number(double low, double high) => new NumberType(low, high, IsWhole: false);

    /// <summary>One of an enumeration's names, as <see cref="LoadContext.Choice{T}"/> reads them.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static KeyType Choice<T>()
        where T : struct, Enum => new ChoiceType([.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]);

    /// <summary>One of some words.</summary>
    /// <param name="words">The words.</param>
    public static KeyType Choice(params string[] words) => new ChoiceType([.. words]);

    /// <summary>Names and values of one type.</summary>
    /// <param name="words">The type in few words.</param>
    /// <param name="values">The values' type.</param>
    public static KeyType Mapping(string words, KeyType values) => new MappingType(words, values);

    /// <summary>A list of values of one type, at least one.</summary>
    /// <param name="words">The type in few words.</param>
    /// <param name="items">The items' type.</param>
    public static KeyType List(string words, KeyType items) => new ListType(words, items, IsOneAllowed: false);

    /// <summary>A mapping with keys of its own.</summary>
    /// <param name="where">How the loader calls the mapping in messages: its keys are held against the loader's.</param>
    /// <param name="keys">The keys.</param>
    public static KeyType Object(string where, IReadOnlyList<ReferenceKey> keys) => new ObjectType(where, keys);

    /// <summary>A value of one of several types.</summary>
    /// <param name="types">The types.</param>
    public static KeyType Either(params KeyType[] types) => new EitherType([.. types]);
}
