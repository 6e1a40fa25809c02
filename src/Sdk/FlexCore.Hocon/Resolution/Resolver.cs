using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Resolution;

/// <summary>Replaces every substitution of a document by its value.</summary>
/// <remarks>
/// Rules: HOCON specification, "Substitutions" and "Self-Referential Substitutions". A value is computed in two steps: first its outer
/// form, lazily and along one path only, so that objects may refer into themselves; then the whole, which is where real cycles show.
/// While a definition's outer form is computed, its own field is truncated to the definitions below it: that is the look-back. A field that
/// was reached in full keeps the value found then, even when it was reached through the look-back of another: of all substitutions in a
/// cycle exactly one looks back, and every field on it agrees.
/// One instance per resolution, used by one thread.
/// </remarks>
internal sealed partial class Resolver
{
    private readonly HoconSettings _settings;
    private readonly Budget _budget;
    private readonly WeakObject _root;
    private readonly Dictionary<Node, Weak> _literals = new(ReferenceEqualityComparer.Instance);
    private bool _lookedBack;
    private Node? _cycle;

    private Resolver(ObjectNode root, HoconSettings settings)
    {
        _settings = settings;
        _budget = new Budget(settings.Limits);
        _root = (WeakObject)Literal(root, null);
    }

    /// <summary>Resolves a document.</summary>
    /// <exception cref="HoconException">A required substitution is undefined or part of a cycle, a concatenation mixes types, or a bound is exceeded.</exception>
    public static HoconObject Resolve(ObjectNode root, HoconSettings settings)
    {
        var resolver = new Resolver(root, settings);
        var outcome = resolver.Complete(resolver._root);
        if (outcome.IsCyclic)
        {
            var at = resolver._cycle ?? root;
            throw new HoconException(HoconErrorKind.Substitution, at.Origin, $"{Describe(at)} is part of a cycle: its value would contain itself; refer to a part of the object instead, or break the cycle.");
        }

        return (HoconObject?)outcome.Value ?? HoconObject.Empty;
    }

    private static string Describe(Node node) => node switch
    {
        SubstitutionNode substitution => substitution.ToString(),
        ConcatenationNode concatenation => concatenation.Parts.OfType<SubstitutionNode>().FirstOrDefault()?.ToString() ?? "The value",
        _ => "The value",
    };

    /// <summary>The outer form of a place's value; null when it is undefined.</summary>
    private Weak? Outer(Cell cell, Truncation? cuts)
    {
        var cut = Truncation.Find(cuts, cell);
        if (cut is null && cell.Outer.IsKnown)
        {
            return cell.Outer.Value;
        }

        _budget.Enter(OriginOf(cell));
        var value = Fold(cell, cut?.Visible ?? cell.Layers.Count, cuts);
        _budget.Leave();
        if (cut is null)
        {
            cell.Outer = Known<Weak>.Of(value);
        }
        else
        {
            _lookedBack = true;
        }

        return value;
    }

    private static HoconOrigin OriginOf(Cell cell) => cell.Layers.Count > 0 && cell.Layers[^1].Node is { } node ? node.Origin : default;

    /// <summary>Merges the visible definitions, the latest first, until one hides the rest.</summary>
    private Weak? Fold(Cell cell, int visible, Truncation? cuts)
    {
        var objects = new ObjectStack();
        for (var i = visible - 1; i >= 0; i--)
        {
            var layer = cell.Layers[i];
            switch (Evaluate(cell, i, cuts))
            {
                case null:
                    break;
                case WeakObject part:
                    objects.AddBelow(part, isWritten: layer.Node is ObjectNode);
                    break;
                case var value when objects.IsEmpty:
                    return value;
                default:
                    return objects.Merge(_budget);
            }
        }

        return objects.Merge(_budget);
    }

    private Weak? Evaluate(Cell cell, int index, Truncation? cuts)
    {
        var layer = cell.Layers[index];
        if (layer.Node is not { } node)
        {
            return layer.Cell is { } other ? Outer(other, cuts) : null;
        }

        if (!node.IsDelayed)
        {
            return Literal(node, layer.Enclosing);
        }

        var inner = new Truncation(cell, index, cuts);
        return node switch
        {
            SubstitutionNode substitution => Substitute(substitution, inner),
            ConcatenationNode concatenation => Concatenate(concatenation, inner, new Truncation(cell, index, layer.Enclosing)),
            _ => Fold(cell, index, inner),
        };
    }

    /// <summary>An object or array as written. The same node gives the same cells, unless it stands in a concatenation.</summary>
    private Weak Literal(Node node, Truncation? enclosing)
    {
        if (node is ScalarNode scalar)
        {
            return new WeakScalar(scalar.Value);
        }

        if (enclosing is null && _literals.TryGetValue(node, out var known))
        {
            return known;
        }

        Weak value;
        if (node is ObjectNode fields)
        {
            var cells = new OrderedDictionary<string, Cell>(fields.Fields.Count, StringComparer.Ordinal);
            foreach (var (key, field) in fields.Fields)
            {
                cells.Add(key, new Cell([.. AppendNode.JoinRuns(field.Layers).Select(definition => new Layer(definition, null, enclosing))]));
            }

            value = new WeakObject(cells, node.Origin);
        }
        else
        {
            var items = ((ArrayNode)node).Items;
            value = new WeakArray([.. items.Select(item => new Cell([new Layer(item, null, enclosing)]))], node.Origin);
        }

        if (enclosing is null)
        {
            _literals.Add(node, value);
        }

        return value;
    }
}
