using System.Globalization;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Resolution;

internal sealed partial class Resolver
{
    private Weak? Concatenate(ConcatenationNode node, Truncation cuts, Truncation enclosing)
    {
        var parts = new List<(Node Node, Weak? Value)>(node.Parts.Count);
        foreach (var part in node.Parts)
        {
            parts.Add((part, part switch
            {
                SubstitutionNode substitution => Substitute(substitution, cuts),
                PreviousNode => Fold(cuts.Cell, cuts.Visible, cuts),
                _ => Literal(part, enclosing),
            }));
        }

        var solid = parts.FindAll(part => part.Value is not null && part.Node is not ScalarNode { IsGap: true });
        if (solid.Count == 0 && !node.Parts.Any(part => part is ScalarNode))
        {
            return null;
        }

        return solid.Exists(part => part.Value is not WeakScalar) ? JoinStructures(solid) : JoinText(parts, node.Origin);
    }

    private WeakScalar JoinText(List<(Node Node, Weak? Value)> parts, HoconOrigin origin)
    {
        var texts = parts.ConvertAll(part => part.Value is WeakScalar { Value.Text: var text } ? text : "");
        foreach (var text in texts)
        {
            _budget.CountText(text.Length, origin);
        }

        return new WeakScalar(new HoconScalar(HoconValueKind.String, string.Concat(texts), origin));
    }

    /// <summary>Joins from left to right: objects merge, arrays append, an object with numeric keys becomes an array beside an array.</summary>
    private Weak? JoinStructures(List<(Node Node, Weak? Value)> parts)
    {
        var objects = new ObjectStack();
        List<Cell>? items = null;
        var origin = parts[0].Node.Origin;
        foreach (var (node, value) in parts)
        {
            switch (value)
            {
                case WeakObject part when items is null:
                    objects.AddAbove(part, isWritten: node is ObjectNode);
                    break;
                case WeakObject part:
                    Append(items, NumberedItems(part) ?? throw Mixture(node.Origin, "an array and an object"), origin);
                    break;
                case WeakArray part:
                    items ??= objects.IsEmpty
                        ? []
                        : NumberedItems(objects.Merge(_budget)) ?? throw Mixture(node.Origin, "an object and an array");
                    Append(items, part.Items, origin);
                    break;
                default:
                    throw Mixture(node.Origin, "text and an object or array");
            }
        }

        return items is null ? objects.Merge(_budget) : new WeakArray(items, origin);
    }

    private void Append(List<Cell> items, IReadOnlyList<Cell> more, HoconOrigin origin)
    {
        _budget.CountSteps(more.Count, origin);
        items.AddRange(more);
    }

    private static List<Cell>? NumberedItems(WeakObject? value)
    {
        var numbered = new SortedList<int, Cell>();
        foreach (var (key, cell) in value?.Fields ?? [])
        {
            if (NumberedKeys.TryParse(key, out var index))
            {
                numbered.Add(index, cell);
            }
        }

        return numbered.Count == 0 ? null : [.. numbered.Values];
    }

    private static HoconException Mixture(HoconOrigin origin, string what) => new(
        HoconErrorKind.WrongType,
        origin,
        string.Create(CultureInfo.InvariantCulture, $"The value concatenates {what}, which cannot be joined; only text with text, arrays with arrays and objects with objects can."));
}
