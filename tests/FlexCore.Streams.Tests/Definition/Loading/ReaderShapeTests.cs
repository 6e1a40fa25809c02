using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

/// <summary>What each part of a pipeline file refuses, word for word: the texts are what a user works with.</summary>
public sealed class ReaderShapeTests
{
    [Theory]
    [InlineData("file: {}", "The file source needs the key 'path'.", null)]
    [InlineData("file: { path: [] }", "'path' must not be empty.", null)]
    [InlineData("file: []", "'file' must not be empty.", null)]
    [InlineData("file: ", "'file' must be a text, not nothing.", null)]
    [InlineData("file: { path: [ { a: b } ] }", "'path' must be a text, not a mapping.", null)]
    [InlineData("file: { path: a, compresion: gzip }", "The file source has no key 'compresion'.", "Did you mean 'compression'?")]
    [InlineData("file: { path: a, compression: zip }", "'zip' is not allowed for 'compression'.", "Did you mean 'gzip'?")]
    [InlineData("file: { path: a, framing: words }", "'words' is not allowed for 'framing'.", "Allowed here: lines, csv.")]
    [InlineData("flie: a", "There is no source 'flie'.", "Did you mean 'file'?")]
    [InlineData("stdin: { path: a }", "The stdin source has no key 'path'.", "Allowed here: framing, compression.")]
    [InlineData("stdin: text", "'stdin' must be a mapping, not a text.", null)]
    [InlineData("kafka", "A source must be a mapping with one kind, not a text.", "Allowed here: file, stdin, generate, http, topic, poll, union.")]
    [InlineData("[stdin]", "A source must be a mapping with one kind, not a list.", "Allowed here: file, stdin, generate, http, topic, poll, union.")]
    [InlineData("", "A source must be a mapping with one kind, not nothing.", "Allowed here: file, stdin, generate, http, topic, poll, union.")]
    [InlineData("{}", "A source needs a kind.", "Allowed here: file, stdin, generate, http, topic, poll, union.")]
    [InlineData("{ stdin: {}, file: a }", "A source has one kind, but this one has 'stdin' and 'file'.", "Write two list items, each with its own dash.")]
    public void A_wrong_source_is_explained(string source, string message, string? suggestion)
    {
        var text = source.Contains(": ", StringComparison.Ordinal) && !source.StartsWith('{') ? $"\n  {source}" : $" {source}";

        Single($"name: a\nsource:{text}\nsink: stdout").ShouldBe((message, suggestion));
    }

    [Theory]
    [InlineData("sink: { fiel: a }", "There is no sink 'fiel'.", "Did you mean 'file'?")]
    [InlineData("sink: { file: {} }", "The file sink needs the key 'path'.", null)]
    [InlineData("sink: { file: [a] }", "'file' must be a mapping, not a list.", null)]
    [InlineData("sink: { file: }", "'file' must be a mapping, not nothing.", null)]
    [InlineData("sink: { file: { path: a, format: xml } }", "'xml' is not allowed for 'format'.", "Allowed here: ndjson, csv.")]
    [InlineData("sink: { file: { path: a, mode: upsert } }", "'upsert' is not allowed for 'mode'.", "Allowed here: replace, append.")]
    [InlineData("sink: { stdout: csv }", "'stdout' must be a mapping, not a text.", null)]
    [InlineData("sink: { stdout: { formt: csv } }", "The stdout sink has no key 'formt'.", "Did you mean 'format'?")]
    [InlineData("sink: { sqlite: a.db }", "'sqlite' must be a mapping, not a text.", null)]
    [InlineData("sink: { sqlite: { path: a.db } }", "The sqlite sink needs the key 'table'.", null)]
    [InlineData("sink: { sqlite: { path: a.db, table: t, mode: replace } }", "'replace' is not allowed for 'mode'.", "Allowed here: append, upsert.")]
    [InlineData("sink: { sqlite: { path: a.db, table: t, key: [] } }", "'key' must not be empty.", null)]
    [InlineData("sink: stdout\nsinks: [ stdout ]", "There is either 'sink' or 'sinks', not both.", null)]
    [InlineData("sinks: []", "The pipeline needs at least one sink.", "For example: sink: { stdout: {} }")]
    [InlineData("sink: stdout\ndeadLetter: { fle: a }", "There is no deadLetter 'fle'.", "Did you mean 'file'?")]
    public void A_wrong_sink_is_explained(string sink, string message, string? suggestion)
    {
        Single($"name: a\nsource: stdin\n{sink}").ShouldBe((message, suggestion));
    }

    [Theory]
    [InlineData("parse: { format: jsn }", "'jsn' is not allowed for 'format'.", "Did you mean 'json'?")]
    [InlineData("parse: { pattern: x }", "The parse step needs the key 'format'.", null)]
    [InlineData("parse: [json]", "'parse' must be a mapping, not a list.", null)]
    [InlineData("parse: { format: csv, header: yes }", "'header' must be true or false, not 'yes'.", null)]
    [InlineData("parse: { format: csv, types: { a: int } }", "'int' is not allowed for 'a'.", null)]
    [InlineData("parse: { format: csv, types: [a] }", "'types' must be a mapping, not a list.", null)]
    [InlineData("filter: ", "'filter' must be a text, not nothing.", null)]
    [InlineData("map: [a]", "'map' must be a mapping, not a list.", null)]
    [InlineData("map: {}", "'map' must not be empty.", null)]
    [InlineData("select: []", "'select' must not be empty.", null)]
    [InlineData("rename: a", "'rename' must be a mapping, not a text.", null)]
    [InlineData("batch: 100", "'batch' must be a mapping, not a text.", null)]
    [InlineData("batch: {}", "The batch step needs the key 'size'.", null)]
    [InlineData("batch: { size: 0 }", "'size' must be a whole number from 1 to 100,000, not '0'.", null)]
    [InlineData("batch: { size: 100001 }", "'size' must be a whole number from 1 to 100,000, not '100001'.", null)]
    [InlineData("batch: { size: 1.5 }", "'size' must be a whole number from 1 to 100,000, not '1.5'.", null)]
    [InlineData("batch: { size: 99999999999999999999 }", "'size' must be a whole number from 1 to 100,000, not '99999999999999999999'.", null)]
    [InlineData("onError: skip", "A step needs a kind.", "Allowed here: parse, filter, map, select, omit, rename, window, group, batch, dedupe, rateOfChange, sort, branch, explode, sample, validate, lookup, throttle.")]
    [InlineData("{ filter: a, onError: [skip] }", "'onError' must be a text, not a list.", null)]
    [InlineData("{ filter: a, onError: dead }", "'dead' is not allowed for 'onError'.", "Allowed here: fail, skip, deadletter.")]
    [InlineData("{ filter: a, onEror: skip }", "There is no step 'onEror'.", "Did you mean 'onError'?")]
    public void A_wrong_step_is_explained(string step, string message, string? suggestion)
    {
        var found = Single($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {step}");

        found.Message.ShouldBe(message);
        found.Suggestion.ShouldBe(suggestion ?? found.Suggestion);
    }

    [Theory]
    [InlineData("steps: filter", "'steps' must be a list, not a text.")]
    [InlineData("checkpoint: 2s", "'checkpoint' must be a mapping, not a text.")]
    [InlineData("checkpoint: { evry: 2s }", "The checkpoint has no key 'evry'.")]
    [InlineData("partitions: 257", "'partitions' must be a whole number from 1 to 256, not '257'.")]
    [InlineData("parallelism: all", "'parallelism' must be a whole number from 1 to 256, not 'all'.")]
    [InlineData("description: [a]", "'description' must be a text, not a list.")]
    [InlineData("Name: b", "The pipeline has no key 'Name'.")]
    public void A_wrong_setting_is_explained(string setting, string message)
    {
        Single($"name: a\nsource: stdin\nsink: stdout\n{setting}").Message.ShouldBe(message);
    }

    [Fact]
    public void Too_many_steps_are_refused_once()
    {
        var steps = string.Concat(Enumerable.Repeat("  - filter: a\n", PipelineLimits.MaxSteps + 1));

        Single($"name: a\nsource: stdin\nsink: stdout\nsteps:\n{steps}").Message.ShouldBe("A pipeline has at most 200 steps, not 201.");
    }

    [Theory]
    [InlineData("steps: ")]
    [InlineData("steps: []")]
    [InlineData("parallelism: auto")]
    [InlineData("parallelism: 256\npartitions: 256")]
    [InlineData("checkpoint: {}")]
    public void What_says_nothing_new_is_allowed(string setting)
    {
        PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\n{setting}").Diagnostics.ShouldBeEmpty();
    }

    private static (string Message, string? Suggestion) Single(string yaml)
    {
        var result = PipelineLoader.Load(yaml);
        result.Definition.ShouldBeNull();
        var found = result.Diagnostics.ShouldHaveSingleItem();
        found.Line.ShouldBeGreaterThan(0);
        return (found.Message, found.Suggestion);
    }
}
