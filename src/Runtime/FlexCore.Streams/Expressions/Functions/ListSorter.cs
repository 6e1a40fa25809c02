using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A stable merge sort that ends whatever the comparison says; <c>undefined</c> comes last and is never compared.</summary>
internal ref struct ListSorter
{
    private readonly Evaluation _evaluation;
    private readonly Callback? _function;
    private readonly int _undefined;
    private Value[] _items;
    private Value[] _spare;

    // Texts to compare by when there is no function; moved together with the items.
    private Value[] _keys;
    private Value[] _spareKeys;

    public ListSorter(in Evaluation e, ReadOnlySpan<Value> items, Callback? function)
    {
        _evaluation = e;
        _function = function;
        var defined = new List<Value>(items.Length);
        foreach (var item in items)
        {
            if (!item.IsUndefined)
            {
                defined.Add(item);
            }
        }

        _undefined = items.Length - defined.Count;
        _items = [.. defined];
        _spare = new Value[_items.Length];
        _keys = function is null ? new Value[_items.Length] : [];
        _spareKeys = new Value[_keys.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            _keys[i] = Coercion.ToText(e, _items[i]);
        }
    }

    public Value[] Sort()
    {
        for (var width = 1; width < _items.Length; width *= 2)
        {
            for (var start = 0; start < _items.Length; start += 2 * width)
            {
                Merge(start, Math.Min(start + width, _items.Length), Math.Min(start + (2 * width), _items.Length));
            }

            (_items, _spare) = (_spare, _items);
            (_keys, _spareKeys) = (_spareKeys, _keys);
        }

        return _undefined == 0 ? _items : [.. _items, .. new Value[_undefined]];
    }

    private readonly void Merge(int left, int right, int end)
    {
        var i = left;
        var j = right;
        for (var target = left; target < end; target++)
        {
            _evaluation.Spend(1);
            var takesLeft = i < right && (j >= end || !(Order(j, i) < 0));
            var source = takesLeft ? i++ : j++;
            _spare[target] = _items[source];
            if (_function is null)
            {
                _spareKeys[target] = _keys[source];
            }
        }
    }

    // The later item is the function's first argument, as in V8: it shows when the function contradicts itself.
    private readonly double Order(int later, int earlier)
    {
        if (_function is not null)
        {
            return Coercion.ToNumber(_evaluation, _function.Invoke(_evaluation, [_items[later], _items[earlier]]));
        }

        _evaluation.SpendText(Math.Min(_keys[later].TextLength, _keys[earlier].TextLength));
        return Text.Compare(_keys[later], _keys[earlier]);
    }
}
