using FlexCore.Streams.Cases;

namespace FlexCore.Streams.Reference;

/// <summary>The keys of a case under <c>tests</c>.</summary>
internal static class CaseEntry
{
    /// <summary>How the loader calls a case in messages.</summary>
    public const string Where = "the case";

    private static readonly KeyType Record = new MappingType("record", KeyType.Any) { Least = 0 };
    private static readonly KeyType Records = new ListType("list of records", Record, IsOneAllowed: false) { Least = 0 };
    private static readonly KeyType Lines = new ListType("list of records or lines", KeyType.Any, IsOneAllowed: false) { Least = 0 };
    private static readonly KeyType Number = KeyType.Count(0, int.MaxValue);

    /// <summary>The keys.</summary>
    public static IReadOnlyList<ReferenceKey> Keys { get; } =
    [
        new("name", "what the case shows; unique in the file", ReferenceKey.Required, KeyType.Text),
        new("input", "a list of records, each of which becomes one line of JSON, a list of lines, or one text as it is", "this or `inputFile`", KeyType.Either(KeyType.Text, Lines)),
        new("inputFile", "a file with the input, relative to the file of the case", "this or `input`", KeyType.Path),
        new("vars", "values that replace the pipeline's `vars`", "none", KeyType.Mapping("names: values", KeyType.Text)),
        new("output", "the records of the only sink, in order", "not checked", Records),
        new("outputs", "the records of several sinks, each named by its path, table or place from 1", "not checked", new MappingType("sinks: lists of records", Records) { Least = 0 }),
        new("deadLetters", "the dead letters; only the named fields are compared", "none, unless `errors` says so", Records),
        new("errors", "how many records may fail", "none, unless there are `deadLetters`", Number),
        new("late", "how many records are late", "not checked", Number),
        new("fails", "the code that the run must end with, for example `record-failed`", "the run must complete", KeyType.Text),
        new("ignore", "fields that are not compared", "none", KeyType.Fields),
        new("fields", "`named`: further fields of a record do not matter", "`all`", KeyType.Choice<CaseFields>()),
        new("order", "`any`: records may come in another order", "`exact`", KeyType.Choice<CaseOrder>()),
    ];
}
