namespace FlexCore.Examples.Orders;

/// <summary>The products of the shop.</summary>
public static class Catalogue
{
    /// <summary>The products: number, name, category, price in cents.</summary>
    public static IReadOnlyList<(int Sku, string Name, string Category, int Cents)> Products { get; } =
    [
        (1001, "Hammer, 500 g", "tools", 1499), (1002, "Screwdriver set", "tools", 2250), (1003, "Cordless drill", "tools", 8990), (1004, "Spirit level", "tools", 1275),
        (2001, "Wood screws 4x40, 200 pcs", "fixings", 799), (2002, "Wall plugs 8 mm, 100 pcs", "fixings", 545), (2003, "Nails 2.8x65, 1 kg", "fixings", 620),
        (3001, "Wall paint white, 10 l", "paint", 3495), (3002, "Paint roller", "paint", 699), (3003, "Masking tape \"gold\"", "paint", 389),
        (4001, "Garden hose 20 m", "garden", 2799), (4002, "Pruning shears", "garden", 1890), (4003, "Flower pot, terracotta", "garden", 450),
    ];
}
