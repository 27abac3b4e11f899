"""Objects that stay in their function, as local names: `p.x += p.v * dt` becomes `p_x += p_v * dt`."""
