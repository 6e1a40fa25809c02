using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Resolution;

internal sealed partial class Resolver
{
    /// <summary>A whole value (null: undefined), or the news that computing it led back into itself.</summary>
    private readonly record struct Outcome(bool IsCyclic, HoconValue? Value)
    {
        public static Outcome Cyclic { get; } = new(true, null);
    }

    private Outcome Whole(Cell cell)
    {
        if (cell.Whole.IsKnown)
        {
            return new Outcome(false, cell.Whole.Value);
        }

        if (cell.IsOpen)
        {
            return Outcome.Cyclic;
        }

        _budget.Enter(OriginOf(cell));
        cell.IsOpen = true;
        var outcome = Complete(Outer(cell, null));
        if (outcome.IsCyclic)
        {
            outcome = LookBack(cell);
        }

        if (!outcome.IsCyclic)
        {
            cell.Whole = Known<HoconValue>.Of(outcome.Value);
        }

        cell.IsOpen = false;
        _budget.Leave();
        return outcome;
    }

    /// <summary>
    /// Breaks a cycle that runs through this cell's substitutions: inside a concatenation by the earlier value of the enclosing field, else by
    /// leaving optional substitutions out. Without either, the next substitution outward may try.
    /// </summary>
    private Outcome LookBack(Cell cell)
    {
        var delayed = cell.Layers.Where(layer => layer.IsDelayed).ToList();
        if (delayed.Count == 0)
        {
            return Outcome.Cyclic;
        }

        if (delayed[^1].Enclosing is { } enclosing)
        {
            var earlier = Complete(Fold(cell, cell.Layers.Count, enclosing));
            if (!earlier.IsCyclic)
            {
                _cycle = null;
                return earlier;
            }
        }

        var required = cell.Layers.SelectMany(WithoutOptional).ToList();
        if (required.Count != cell.Layers.Count || required.Where((layer, i) => layer != cell.Layers[i]).Any())
        {
            var rest = Complete(Outer(new Cell(required), null));
            if (!rest.IsCyclic)
            {
                _cycle = null;
                return rest;
            }
        }

        _cycle ??= delayed[^1].Node;
        return Outcome.Cyclic;
    }

    private static IEnumerable<Layer> WithoutOptional(Layer layer)
    {
        switch (layer.Node)
        {
            case SubstitutionNode { IsOptional: true }:
                return [];
            case ConcatenationNode concatenation when concatenation.Parts.Any(IsOptional):
                Node[] parts = [.. concatenation.Parts.Where(part => !IsOptional(part))];
                return parts.Length == 0 ? [] : [layer with { Node = new ConcatenationNode(parts) }];
            default:
                return [layer];
        }
    }

    private static bool IsOptional(Node node) => node is SubstitutionNode { IsOptional: true };

    private Outcome Complete(Weak? value) => value switch
    {
        null => new Outcome(false, null),
        WeakScalar scalar => new Outcome(false, scalar.Value),
        WeakArray array => CompleteArray(array),
        _ => CompleteObject((WeakObject)value),
    };

    private Outcome CompleteArray(WeakArray array)
    {
        if (array.Whole is null)
        {
            var items = new List<HoconValue>(array.Items.Count);
            foreach (var cell in array.Items)
            {
                var item = Whole(cell);
                if (item.IsCyclic)
                {
                    return item;
                }

                if (item.Value is not null)
                {
                    items.Add(item.Value);
                }
            }

            array.Whole = new HoconArray(items, array.Origin);
            _budget.CheckSize(array.Whole);
        }

        return new Outcome(false, array.Whole);
    }

    private Outcome CompleteObject(WeakObject value)
    {
        if (value.Whole is null)
        {
            var fields = new OrderedDictionary<string, HoconValue>(value.Fields.Count, StringComparer.Ordinal);
            foreach (var (key, cell) in value.Fields)
            {
                var field = Whole(cell);
                if (field.IsCyclic)
                {
                    return field;
                }

                if (field.Value is not null)
                {
                    fields.Add(key, field.Value);
                }
            }

            value.Whole = new HoconObject(fields, value.Origin);
            _budget.CheckSize(value.Whole);
        }

        return new Outcome(false, value.Whole);
    }
}
