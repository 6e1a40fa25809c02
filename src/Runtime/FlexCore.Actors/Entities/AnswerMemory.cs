namespace FlexCore.Actors.Entities;

/// <summary>The newest idempotency keys of one entity and their answers: a bounded memory that forgets its oldest key first.</summary>
/// <remarks>Part of the entity's state: owned by its turn. The order of the keys is the order of their first answers in the stream.</remarks>
internal sealed class AnswerMemory(int capacity)
{
    private readonly Dictionary<string, RememberedAnswer> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    internal int Count => _answers.Count;

    internal bool TryGet(string key, out RememberedAnswer answer) => _answers.TryGetValue(key, out answer);

    internal void Remember(string key, RememberedAnswer answer)
    {
        if (capacity == 0)
        {
            return;
        }

        if (!_answers.ContainsKey(key))
        {
            if (_answers.Count == capacity)
            {
                _answers.Remove(_order.Dequeue());
            }

            _order.Enqueue(key);
        }

        _answers[key] = answer;
    }

    /// <summary>The keys from the oldest to the newest.</summary>
    internal KeyValuePair<string, RememberedAnswer>[] ToArray() => [.. _order.Select(key => KeyValuePair.Create(key, _answers[key]))];
}
