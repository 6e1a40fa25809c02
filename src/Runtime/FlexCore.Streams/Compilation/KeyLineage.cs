using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Compilation;

/// <summary>Under which expressions a record has the key of its partition, followed through the steps. Immutable.</summary>
/// <remarks>Cautious: what may have changed the key counts as having changed it.</remarks>
internal sealed class KeyLineage
{
    private readonly HashSet<string> _expressions;

    private KeyLineage(IEnumerable<string> expressions)
    {
        _expressions = new HashSet<string>(expressions, StringComparer.Ordinal);
    }

    /// <summary>A record whose key is not known any more.</summary>
    public static KeyLineage None { get; } = new([]);

    /// <summary>The key as the source gives it.</summary>
    /// <param name="spread">The key.</param>
    public static KeyLineage Of(SpreadDefinition spread) => new([spread.Expression]);

    /// <summary>Whether any of the expressions is the key.</summary>
    /// <param name="parts">Names and expressions.</param>
    public bool IsIn(IEnumerable<NamedText> parts) => parts.Any(IsKey);

    /// <summary>The key behind fields that were given other values; a field that was given the key has it too.</summary>
    /// <param name="fields">Names and expressions.</param>
    public KeyLineage Set(IReadOnlyCollection<NamedText> fields) =>
        new(Without(fields.Select(field => field.Name.Text)).Concat(fields.Where(IsKey).Select(NameOf)));

    /// <summary>The key behind fields that nobody knows the values of.</summary>
    /// <param name="names">The fields.</param>
    public KeyLineage Lose(IEnumerable<string> names) => new(Without(names));

    /// <summary>The key where only some fields are left.</summary>
    /// <param name="names">The fields.</param>
    public KeyLineage Keep(IReadOnlyCollection<string> names) => new(_expressions.Where(expression => names.Any(name => IsOf(expression, name))));

    /// <summary>The key in rows that have only these fields.</summary>
    /// <param name="parts">Names and expressions.</param>
    public KeyLineage Only(IEnumerable<NamedText> parts) => new(parts.Where(IsKey).Select(NameOf));

    /// <summary>The key behind fields that were given other names.</summary>
    /// <param name="renames">Old names and, as text, new names.</param>
    public KeyLineage Rename(IReadOnlyCollection<NamedText> renames)
    {
        var moved = renames.SelectMany(rename => _expressions
            .Where(expression => IsOf(expression, rename.Name.Text))
            .Select(expression => Root(rename.Text.Text) + expression[Root(rename.Name.Text).Length..]));
        return new KeyLineage([.. Without(renames.SelectMany(rename => new[] { rename.Name.Text, rename.Text.Text })), .. moved]);
    }

    /// <summary>The key where records of both ways come together.</summary>
    /// <param name="other">The other way.</param>
    public KeyLineage And(KeyLineage other) => new(_expressions.Intersect(other._expressions, StringComparer.Ordinal));

    private bool IsKey(NamedText part) => _expressions.Contains(part.Text.Text.Trim());

    private IEnumerable<string> Without(IEnumerable<string> names)
    {
        var lost = names.ToList();
        return _expressions.Where(expression => !lost.Exists(name => IsOf(expression, name)));
    }

    private static bool IsOf(string expression, string name)
    {
        var root = Root(name);
        return expression.StartsWith(root, StringComparison.Ordinal) && (expression.Length == root.Length || expression[root.Length] == '.');
    }

    private static string NameOf(NamedText part) => Root(part.Name.Text);

    private static string Root(string name) => FieldReference.Named(name).Text.Text;
}
