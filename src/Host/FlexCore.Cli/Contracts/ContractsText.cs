using System.Text;
using FlexCore.Application.EventTypes;

namespace FlexCore.Cli.Contracts;

/// <summary>Renders differences from contracts for a person.</summary>
internal static class ContractsText
{
    /// <summary>Renders differences.</summary>
    /// <param name="differences">The differences.</param>
    public static string Render(IReadOnlyList<EventContractDifference> differences)
    {
        var text = new StringBuilder();
        foreach (var (title, removed, added) in differences)
        {
            text.Append(removed.Count == 0 ? "added    " : added.Count == 0 ? "removed  " : "changed  ").Append(title.Length == 0 ? "the beginning of the file" : title).Append('\n');
            foreach (var line in removed)
            {
                text.Append("  - ").Append(line).Append('\n');
            }

            foreach (var line in added)
            {
                text.Append("  + ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
