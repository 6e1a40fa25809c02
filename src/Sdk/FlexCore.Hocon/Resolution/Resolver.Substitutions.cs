using System.Globalization;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Resolution;

internal sealed partial class Resolver
{
    /// <summary>Below the include's place first, then at the root, then in the environment.</summary>
    private Weak? Substitute(SubstitutionNode substitution, Truncation cuts)
    {
        var (prefix, written) = substitution.Path;
        var before = _lookedBack;
        _lookedBack = false;
        var value = prefix.Count > 0 ? Look([.. prefix, .. written], cuts) : null;
        value ??= Look(written, cuts) ?? FromEnvironment(substitution);
        var lookedBack = _lookedBack;
        _lookedBack |= before;
        return value is null && !substitution.IsOptional ? throw Undefined(substitution, lookedBack) : value;
    }

    private Weak? Look(IReadOnlyList<string> path, Truncation cuts)
    {
        Weak? at = _root;
        foreach (var segment in path)
        {
            if (at is not WeakObject { Fields: var fields } || !fields.TryGetValue(segment, out var cell))
            {
                return null;
            }

            at = Outer(cell, cuts);
        }

        return at;
    }

    /// <summary>Only a path of one segment can name an environment variable.</summary>
    private Weak? FromEnvironment(SubstitutionNode substitution)
    {
        if (substitution.Path.Written.Count != 1)
        {
            return null;
        }

        var name = substitution.Path.Written[0];
        return substitution.IsList ? ListFromEnvironment(name, substitution.Origin) : Variable(name);
    }

    private WeakArray? ListFromEnvironment(string name, HoconOrigin origin)
    {
        var items = new List<Cell>();
        while (Variable(string.Create(CultureInfo.InvariantCulture, $"{name}_{items.Count}")) is { } item)
        {
            if (items.Count == _settings.Limits.EnvironmentListMax)
            {
                throw _budget.Exceeded(origin, $"The environment holds more than {_settings.Limits.EnvironmentListMax} elements of {name}", nameof(HoconLimits.EnvironmentListMax));
            }

            items.Add(new Cell([new Layer(new ScalarNode(item.Value), null, null)]));
        }

        return items.Count == 0 ? null : new WeakArray(items, origin);
    }

    private WeakScalar? Variable(string name) =>
        _settings.Environment(name) is { } text
            ? new WeakScalar(new HoconScalar(HoconValueKind.String, text, new HoconOrigin($"environment variable {name}", 0, 0)))
            : null;

    private static HoconException Undefined(SubstitutionNode substitution, bool lookedBack)
    {
        var optional = substitution.ToString().Replace("${", "${?", StringComparison.Ordinal);
        var problem = lookedBack
            ? $"{substitution} refers to the field it stands in, directly or in a cycle, and that field has no earlier value; define one above, or write {optional}."
            : $"{substitution} is defined neither in the configuration nor in the environment; define it, or write {optional} if it may be absent.";
        return new HoconException(HoconErrorKind.Substitution, substitution.Origin, problem);
    }
}
