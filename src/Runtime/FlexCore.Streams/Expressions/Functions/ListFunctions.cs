using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Methods of lists that call a function for each item.</summary>
internal static class ListFunctions
{
    public static readonly FunctionGroup Group = new(
        "Lists: with a function for each item",
        [
            new("list.map(fn)", "A list of the function's results. The function gets item, index and list.", "[1, 2].map((x, i) => x * 10 + i)", "[10,21]", Map),
            new("list.filter(fn)", "The items for which the function is truthy.", "[1, 2, 3].filter(x => x % 2)", "[1,3]", Filter),
            new("list.find(fn)", "The first item for which the function is truthy; undefined when there is none.", "[1, 2, 3].find(x => x > 1)", "2", static (in Evaluation e, in Arguments a) => ItemAt(a, IndexWhere(e, a, 0, 1))),
            new("list.findIndex(fn)", "The index of the first such item; -1 when there is none.", "[1, 2, 3].findIndex(x => x > 1)", "1", static (in Evaluation e, in Arguments a) => Value.Number(IndexWhere(e, a, 0, 1))),
            new("list.findLast(fn)", "The last item for which the function is truthy; undefined when there is none.", "[1, 2, 3].findLast(x => x < 3)", "2", static (in Evaluation e, in Arguments a) => ItemAt(a, IndexWhere(e, a, a.Self.AsArray().Count - 1, -1))),
            new("list.findLastIndex(fn)", "The index of the last such item; -1 when there is none.", "[1, 2, 3].findLastIndex(x => x < 3)", "1", static (in Evaluation e, in Arguments a) => Value.Number(IndexWhere(e, a, a.Self.AsArray().Count - 1, -1))),
            new("list.some(fn)", "Whether the function is truthy for at least one item.", "[1, 2].some(x => x > 1)", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(IndexWhere(e, a, 0, 1) >= 0)),
            new("list.every(fn)", "Whether the function is truthy for every item.", "[1, 2].every(x => x > 1)", "false", Every),
            new("list.reduce(fn, start = first item)", "Folds the list from the left: the function gets what was folded so far, item, index and list.", "[1, 2, 3].reduce((sum, x) => sum + x, 10)", "16", static (in Evaluation e, in Arguments a) => Fold(e, a, 0, 1)),
            new("list.reduceRight(fn, start = last item)", "Folds the list from the right.", "[\"a\", \"b\"].reduceRight((all, x) => all + x)", "\"ba\"", static (in Evaluation e, in Arguments a) => Fold(e, a, a.Self.AsArray().Count - 1, -1)),
            new("list.flatMap(fn)", "The function's results in one list; a result that is a list gives its items.", "[1, 2].flatMap(x => [x, x])", "[1,1,2,2]", FlatMap),
            new("list.sort(fn = by text)", "A sorted list; the original does not change. Without a function items are compared as text; the function gets two items and returns a negative number when the first comes first. Equal items keep their order.", "[10, 9, 1].sort()", "[1,10,9]", Sort),
            new("list.toSorted(fn = by text)", "The same as sort.", "[10, 9, 1].toSorted((a, b) => a - b)", "[1,9,10]", Sort),
        ]);

    private static Value Map(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray();
        e.Create(16L * items.Count);
        var results = new Value[items.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = a.Function.Invoke(e, [items[i], Value.Number(i), a.Self]);
        }

        return e.Array(results);
    }

    private static Value Filter(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray();
        var results = new List<Value>();
        for (var i = 0; i < items.Count; i++)
        {
            if (a.Function.Test(e, [items[i], Value.Number(i), a.Self]))
            {
                results.Add(items[i]);
            }
        }

        return e.Array([.. results]);
    }

    private static int IndexWhere(in Evaluation e, in Arguments a, int start, int step)
    {
        var items = a.Self.AsArray();
        for (var i = start; i >= 0 && i < items.Count; i += step)
        {
            if (a.Function.Test(e, [items[i], Value.Number(i), a.Self]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Value ItemAt(in Arguments a, int index) => index < 0 ? Value.Undefined : a.Self.AsArray()[index];

    private static Value Every(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray();
        for (var i = 0; i < items.Count; i++)
        {
            if (!a.Function.Test(e, [items[i], Value.Number(i), a.Self]))
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    private static Value Fold(in Evaluation e, in Arguments a, int start, int step)
    {
        var items = a.Self.AsArray();
        var i = start;
        Value folded;
        if (a.Count > 1)
        {
            folded = a[1];
        }
        else if (items.Count > 0)
        {
            folded = items[i];
            i += step;
        }
        else
        {
            throw e.Fail(ExpressionErrorCode.WrongKind, "An empty list cannot be reduced without a start value: pass one as the second argument.");
        }

        for (; i >= 0 && i < items.Count; i += step)
        {
            folded = a.Function.Invoke(e, [folded, items[i], Value.Number(i), a.Self]);
        }

        return folded;
    }

    private static Value FlatMap(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray();
        var results = new List<Value>();
        for (var i = 0; i < items.Count; i++)
        {
            var result = a.Function.Invoke(e, [items[i], Value.Number(i), a.Self]);
            if (result.Kind == ValueKind.Array)
            {
                e.Create(16L * result.AsArray().Count);
                results.AddRange(result.AsArray().Items);
            }
            else
            {
                results.Add(result);
            }
        }

        return e.Array([.. results]);
    }

    private static Value Sort(in Evaluation e, in Arguments a)
    {
        if (a.Callback is null && !a[0].IsUndefined)
        {
            throw e.Fail(ExpressionErrorCode.WrongArguments, "sort takes a function of two items: (a, b) => a - b.");
        }

        var items = a.Self.AsArray().Items;
        e.Create(48L * items.Length);
        var sorter = new ListSorter(e, items, a.Callback);
        return e.Array(sorter.Sort());
    }
}
