using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>Collects the keys and aggregates of a group.</summary>
public sealed class GroupBuilder
{
    private readonly List<NamedText> _by = [];
    private readonly List<NamedText> _aggregates = [];

    internal GroupBuilder()
    {
    }

    /// <summary>Adds fields to the key.</summary>
    /// <param name="fields">The fields.</param>
    public GroupBuilder By(params IEnumerable<string> fields)
    {
        _by.AddRange(fields.Select(field => FieldReference.Named(field)));
        return this;
    }

    /// <summary>Adds a computed part to the key.</summary>
    /// <param name="name">Its field in the output.</param>
    /// <param name="expression">The expression.</param>
    public GroupBuilder ByExpression(string name, string expression)
    {
        _by.Add(new NamedText(name, expression));
        return this;
    }

    /// <summary>Adds an aggregate.</summary>
    /// <param name="name">Its field in the output.</param>
    /// <param name="call">The call, for example <c>sum(amount)</c>.</param>
    public GroupBuilder Aggregate(string name, string call)
    {
        _aggregates.Add(new NamedText(name, call));
        return this;
    }

    internal GroupStep Build() => new(EquatableList.From(_by), EquatableList.From(_aggregates));
}
