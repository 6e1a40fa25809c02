using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Building;

/// <summary>Collects a pipeline's parts. <see cref="Build"/> may be called any number of times. Not thread-safe.</summary>
public sealed class PipelineBuilder
{
    private readonly List<StepDefinition> _steps = [];
    private readonly List<SinkDefinition> _sinks = [];
    private PipelineDefinition _definition;

    internal PipelineBuilder(string name)
    {
        _definition = new PipelineDefinition { Name = name, Source = new StdinSourceDefinition(), Sinks = [] };
    }

    /// <summary>Describes the pipeline for people.</summary>
    /// <param name="text">Free text.</param>
    public PipelineBuilder Described(string text) => With(_definition with { Description = text });

    /// <summary>Sets the source.</summary>
    /// <param name="source">The source; <see langword="with"/> sets its further properties.</param>
    public PipelineBuilder From(SourceDefinition source) => With(_definition with { Source = source });

    /// <summary>Adds any step.</summary>
    /// <param name="step">The step.</param>
    public PipelineBuilder Step(StepDefinition step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _steps.Add(step);
        return this;
    }

    /// <summary>Turns the source's text into fields.</summary>
    /// <param name="format">The format.</param>
    public PipelineBuilder Parse(ParseFormat format) => Step(new ParseStep(format));

    /// <summary>Turns the source's text into the named groups of a regular expression.</summary>
    /// <param name="pattern">The expression.</param>
    public PipelineBuilder ParseRegex(string pattern) => Step(new ParseStep(ParseFormat.Regex) { Pattern = pattern });

    /// <summary>Keeps the records for which an expression is truthy.</summary>
    /// <param name="condition">The expression.</param>
    public PipelineBuilder Filter(string condition) => Step(new FilterStep(condition));

    /// <summary>Sets fields to the values of expressions and keeps the others.</summary>
    /// <param name="fields">Names and expressions.</param>
    public PipelineBuilder Map(params IEnumerable<(string Name, string Expression)> fields) => Step(new MapStep(Named(fields)));

    /// <summary>Keeps only the named fields, in this order.</summary>
    /// <param name="fields">The fields.</param>
    public PipelineBuilder Select(params IEnumerable<string> fields) => Step(new SelectStep(Names(fields)));

    /// <summary>Removes the named fields.</summary>
    /// <param name="fields">The fields.</param>
    public PipelineBuilder Omit(params IEnumerable<string> fields) => Step(new OmitStep(Names(fields)));

    /// <summary>Renames fields; a field keeps its place.</summary>
    /// <param name="fields">Old and new names.</param>
    public PipelineBuilder Rename(params IEnumerable<(string From, string To)> fields) => Step(new RenameStep(Named(fields)));

    /// <summary>Aggregates in tumbling windows of event time.</summary>
    /// <param name="size">The windows' length.</param>
    /// <param name="time">The expression that gives the event time.</param>
    /// <param name="configure">Sets keys, aggregates and the treatment of late records.</param>
    public PipelineBuilder Window(TimeSpan size, string time, Action<WindowBuilder> configure) => Window(new TumblingWindow(size), time, configure);

    /// <summary>Aggregates in windows of event time.</summary>
    /// <param name="shape">A <see cref="TumblingWindow"/>, a <see cref="SlidingWindow"/> or a <see cref="SessionWindow"/>.</param>
    /// <param name="time">The expression that gives the event time.</param>
    /// <param name="configure">Sets keys, aggregates and the treatment of late records.</param>
    public PipelineBuilder Window(WindowShape shape, string time, Action<WindowBuilder> configure)
    {
        var window = new WindowBuilder();
        configure(window);
        return Step(window.Build(shape, time));
    }

    /// <summary>Aggregates by key over the whole input.</summary>
    /// <param name="configure">Sets keys and aggregates.</param>
    public PipelineBuilder Group(Action<GroupBuilder> configure)
    {
        var group = new GroupBuilder();
        configure(group);
        return Step(group.Build());
    }

    /// <summary>Joins every so many records into one.</summary>
    /// <param name="size">The number of records.</param>
    public PipelineBuilder Batch(int size) => Step(new BatchStep(size));

    /// <summary>Drops records whose key was seen before.</summary>
    /// <param name="fields">The fields that make the key.</param>
    public PipelineBuilder Dedupe(params IEnumerable<string> fields) => Step(new DedupeStep(References(fields)));

    /// <summary>Drops records whose key was seen within a time.</summary>
    /// <param name="ttl">The time, in event time.</param>
    /// <param name="time">The expression that gives the event time.</param>
    /// <param name="fields">The fields that make the key.</param>
    public PipelineBuilder DedupeWithin(TimeSpan ttl, string time, params IEnumerable<string> fields) =>
        Step(new DedupeStep(References(fields)) { Ttl = ttl, Time = time });

    /// <summary>Adds the field <c>rate</c>: how much a number has changed for each second since the previous record of the same key.</summary>
    /// <param name="field">The expression that gives the number.</param>
    /// <param name="time">The expression that gives the event time.</param>
    /// <param name="by">The fields that make the key.</param>
    public PipelineBuilder RateOfChange(string field, string time, params IEnumerable<string> by) =>
        Step(new RateOfChangeStep(field, time) { By = References(by) });

    /// <summary>Puts records into the order of their event time.</summary>
    /// <param name="time">The expression that gives the event time.</param>
    /// <param name="lateness">How far a record may lag behind the newest one and still find its place.</param>
    public PipelineBuilder Sort(string time, TimeSpan lateness) => Step(new SortStep(time) { Lateness = lateness });

    /// <summary>Makes one record of each item of a list.</summary>
    /// <param name="field">The field with the list.</param>
    /// <param name="item">The field that takes the item, or <see langword="null"/> for the list's own.</param>
    /// <param name="index">The field that takes the item's index, if any.</param>
    public PipelineBuilder Explode(string field, string? item = null, string? index = null) =>
        Step(new ExplodeStep(field) { As = item is null ? null : new DefinitionText(item), Index = index is null ? null : new DefinitionText(index) });

    /// <summary>Keeps the first of every so many records.</summary>
    /// <param name="every">From 1.</param>
    public PipelineBuilder Sample(int every) => Step(new SampleStep { Every = every });

    /// <summary>Keeps all records of a share of the keys.</summary>
    /// <param name="rate">The share, above 0 and at most 1.</param>
    /// <param name="by">The expression that gives the key.</param>
    /// <param name="seed">Chooses among the possible samples.</param>
    public PipelineBuilder Sample(double rate, string by, int seed = 0) => Step(new SampleStep { Rate = rate, By = by, Seed = seed });

    /// <summary>Checks each record against a JSON Schema.</summary>
    /// <param name="schema">The schema, as JSON.</param>
    /// <exception cref="ArgumentException">It is not JSON.</exception>
    public PipelineBuilder Validate(string schema) => Step(new ValidateStep { Schema = SchemaText.FromCode(schema) });

    /// <summary>Checks each record against a JSON Schema in a file.</summary>
    /// <param name="path">The file, JSON or YAML.</param>
    public PipelineBuilder ValidateFile(string path) => Step(new ValidateStep { File = path });

    /// <summary>Adds fields from a table; use <see cref="Building.Lookup"/> to describe it.</summary>
    /// <param name="lookup">The lookup; <see langword="with"/> sets its further properties.</param>
    public PipelineBuilder Lookup(LookupStep lookup) => Step(lookup);

    /// <summary>Runs one of the program's own operators.</summary>
    /// <param name="name">The operator's name in the <see cref="UserOperators.OperatorRegistry"/>.</param>
    /// <param name="options">Options and their values: texts, numbers, booleans, durations, or lists of texts.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public PipelineBuilder Operator(string name, params IEnumerable<(string Option, object Value)> options) =>
        Step(new OperatorCall(name, EquatableList.From(options.Select(option => new OperatorArgument(option.Option, OptionText.Of(option.Option, option.Value))))));

    /// <summary>Lets no more than so many records a second pass.</summary>
    /// <param name="recordsPerSecond">The rate, above 0.</param>
    public PipelineBuilder Throttle(double recordsPerSecond) => Step(new ThrottleStep(recordsPerSecond));

    /// <summary>Sends records down named routes.</summary>
    /// <param name="configure">Adds the routes.</param>
    public PipelineBuilder Branch(Action<BranchBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var branch = new BranchBuilder();
        configure(branch);
        return Step(branch.Build());
    }

    /// <summary>Adds a sink; every sink gets every record.</summary>
    /// <param name="sink">The sink.</param>
    public PipelineBuilder To(SinkDefinition sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sinks.Add(sink);
        return this;
    }

    /// <summary>Sets what happens to records that a step cannot process.</summary>
    /// <param name="policy">The policy.</param>
    public PipelineBuilder OnError(ErrorPolicy policy) => With(_definition with { OnError = policy });

    /// <summary>Sends records that a step cannot process to a sink.</summary>
    /// <param name="sink">The dead-letter sink.</param>
    public PipelineBuilder DeadLettersTo(SinkDefinition sink) => With(_definition with { OnError = ErrorPolicy.DeadLetter, DeadLetter = sink });

    /// <summary>Sets how long to process between two checkpoints.</summary>
    /// <param name="interval">The interval.</param>
    public PipelineBuilder CheckpointEvery(TimeSpan interval) => With(_definition with { CheckpointEvery = interval });

    /// <summary>Sets over how many partitions keyed state is hashed.</summary>
    /// <param name="count">From 1.</param>
    public PipelineBuilder Partitions(int count) => With(_definition with { Partitions = count });

    /// <summary>Runs the pipeline over a topic as partitions with checkpoints of their own, in a cluster on several nodes.</summary>
    /// <param name="partitions">How many, from 2.</param>
    /// <param name="by">The field of the posted records that is the key; dots lead into objects.</param>
    public PipelineBuilder Spread(int partitions, string by) => With(_definition with { Spread = new SpreadDefinition(partitions, by) });

    /// <summary>Sets the number of workers for stateless steps.</summary>
    /// <param name="workers">From 1.</param>
    public PipelineBuilder Parallelism(int workers) => With(_definition with { Parallelism = workers });

    /// <summary>The pipeline as collected so far. Not checked yet: the compiler does that.</summary>
    public PipelineDefinition Build() => _definition with { Steps = EquatableList.From(_steps), Sinks = EquatableList.From(_sinks) };

    internal static EquatableList<DefinitionText> Names(IEnumerable<string> names) =>
        EquatableList.From(names.Select(name => new DefinitionText(name)));

    internal static EquatableList<NamedText> References(IEnumerable<string> fields) =>
        EquatableList.From(fields.Select(field => FieldReference.Named(field)));

    internal static EquatableList<NamedText> Named(IEnumerable<(string Name, string Text)> pairs) =>
        EquatableList.From(pairs.Select(pair => new NamedText(pair.Name, pair.Text)));

    private PipelineBuilder With(PipelineDefinition definition)
    {
        _definition = definition;
        return this;
    }
}
