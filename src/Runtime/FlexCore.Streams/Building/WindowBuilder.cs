using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>Collects the keys, aggregates and late policy of a window.</summary>
public sealed class WindowBuilder
{
    private readonly GroupBuilder _group = new();
    private TimeSpan _lateness;
    private LatePolicy _late;

    internal WindowBuilder()
    {
    }

    /// <summary>Adds fields to the key.</summary>
    /// <param name="fields">The fields.</param>
    public WindowBuilder By(params IEnumerable<string> fields)
    {
        _group.By(fields);
        return this;
    }

    /// <summary>Adds a computed part to the key.</summary>
    /// <param name="name">Its field in the output.</param>
    /// <param name="expression">The expression.</param>
    public WindowBuilder ByExpression(string name, string expression)
    {
        _group.ByExpression(name, expression);
        return this;
    }

    /// <summary>Adds an aggregate.</summary>
    /// <param name="name">Its field in the output.</param>
    /// <param name="call">The call, for example <c>count()</c>.</param>
    public WindowBuilder Aggregate(string name, string call)
    {
        _group.Aggregate(name, call);
        return this;
    }

    /// <summary>Sets how far a record may lag behind the newest one and still count.</summary>
    /// <param name="lateness">The time.</param>
    public WindowBuilder Lateness(TimeSpan lateness)
    {
        _lateness = lateness;
        return this;
    }

    /// <summary>Sets what happens to records that lag further behind.</summary>
    /// <param name="policy">The policy.</param>
    public WindowBuilder Late(LatePolicy policy)
    {
        _late = policy;
        return this;
    }

    internal WindowStep Build(WindowShape shape, string time)
    {
        var group = _group.Build();
        return new WindowStep(shape, time, group.Aggregates) { By = group.By, Lateness = _lateness, Late = _late };
    }
}
